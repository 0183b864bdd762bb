/** Writes a word so that a shell takes it as one; words without special characters stay as they are. */
export function quoted(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[A-Za-z0-9_./:@%+,-]+$/.test(word) || (platform === 'win32' && /^[A-Za-z0-9_.\\/:@+,~-]+$/.test(word)))
    return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}
