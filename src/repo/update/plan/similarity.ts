/**
 * How similar two files are, from 0 to 1: the bytes of the lines that both have, in any order, divided by the size of
 * the larger file. It follows git's measure (`diffcore-delta`), so that both detect the same renames.
 */
export function similarity(a: Uint8Array, b: Uint8Array): number {
  const larger = Math.max(a.byteLength, b.byteLength);
  if (larger === 0) return 0;
  const left = weightOfLines(a);
  let shared = 0;
  for (const [line, weight] of weightOfLines(b)) shared += Math.min(weight, left.get(line) ?? 0);
  return shared / larger;
}

/** The total number of bytes of each distinct line. */
function weightOfLines(bytes: Uint8Array): Map<string, number> {
  const weights = new Map<string, number>();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  for (const line of text.split(/(?<=\n)/)) {
    // Line endings are ignored, because a file may be renamed and converted at once.
    const key = line.replace(/\r?\n$/, '');
    weights.set(key, (weights.get(key) ?? 0) + line.length);
  }
  return weights;
}
