/** Splits a text into lines of at most `width` characters, between words. A longer word gets its own line. */
export function inLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/**
 * Splits a command into lines that can be copied into a shell: all but the last end with the shell's sign for
 * continuation. Windows has no such sign, so there the command is one line.
 */
export function commandLines(command: string, width: number, platform: NodeJS.Platform = process.platform): string[] {
  if (platform === 'win32') return [command];
  // A flag and its value stay together.
  const lines: string[] = [];
  for (const part of command.split(/ (?=--?\w)/)) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + part.length + 2 > width)
      lines.push(last === undefined ? part : `  ${part}`);
    else lines[lines.length - 1] = `${last} ${part}`;
  }
  return lines.map((line, i) => (i === lines.length - 1 ? line : `${line} \\`));
}
