/**
 * Quotes a path so that a shell reads it as one word and a program does not read it as a flag. A path without special
 * characters stays as it is.
 */
export function quoted(path: string, platform: NodeJS.Platform = process.platform): string {
  const word = path.startsWith('-') ? `./${path}` : path;
  if (/^[A-Za-z0-9_./:@%+,-]+$/.test(word) || (platform === 'win32' && /^[A-Za-z0-9_.\\/:@+,~-]+$/.test(word)))
    return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}
