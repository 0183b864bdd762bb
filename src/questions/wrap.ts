/** A text as lines of at most `width` characters, broken between words. A longer word stands alone on its line. */
export function inLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** A command as lines, each but the last continued as a shell continues one, so that it can be copied as it stands. Windows has no such sign: there it is one line. */
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
