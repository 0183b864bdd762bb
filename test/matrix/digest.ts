import { createHash } from 'node:crypto';

/** One digest of many named contents. Their lengths stand in it, so that no two lists give the same bytes. */
export function digest(parts: Iterable<readonly [string, string | Uint8Array]>): string {
  const hash = createHash('sha256');
  for (const [name, content] of parts) {
    hash
      .update(`${Buffer.byteLength(name)} ${Buffer.byteLength(content)} `)
      .update(name)
      .update(content);
  }
  return hash.digest('hex');
}
