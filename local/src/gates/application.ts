/** The address of the application among the addresses of everything that runs: the first one. Throws where nothing answers HTTP. */
export function applicationUrl(urls: Readonly<Record<string, string>>): string {
  const [url] = Object.values(urls);
  if (!url) throw new Error('nothing here answers HTTP');
  return url;
}
