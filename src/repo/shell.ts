/** Writes a path so that a shell takes it as one word, and a program as no flag; paths without special characters stay as they are. */
export function quoted(path: string, platform: NodeJS.Platform = process.platform): string {
  const word = path.startsWith('-') ? `./${path}` : path;
  if (/^[A-Za-z0-9_./:@%+,-]+$/.test(word) || (platform === 'win32' && /^[A-Za-z0-9_.\\/:@+,~-]+$/.test(word)))
    return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}
