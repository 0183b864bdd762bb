/** The address of the application: the first of all addresses. Throws when nothing answers HTTP. */
export function applicationUrl(urls: Readonly<Record<string, string>>): string {
  const [url] = Object.values(urls);
  if (!url) throw new Error('nothing here answers HTTP');
  return url;
}
