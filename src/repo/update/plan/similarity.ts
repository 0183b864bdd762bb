/**
 * How much of the larger file stands in the other one, from 0 to 1: the bytes of the lines that both have, wherever they stand.
 * The measure follows git's (`diffcore-delta`), so that what git calls a rename is one here.
 */
export function similarity(a: Uint8Array, b: Uint8Array): number {
  const larger = Math.max(a.byteLength, b.byteLength);
  if (larger === 0) return 0;
  const left = weightOfLines(a);
  let shared = 0;
  for (const [line, weight] of weightOfLines(b)) shared += Math.min(weight, left.get(line) ?? 0);
  return shared / larger;
}

/** The bytes that each line takes in all. */
function weightOfLines(bytes: Uint8Array): Map<string, number> {
  const weights = new Map<string, number>();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  for (const line of text.split(/(?<=\n)/)) {
    // Line endings are no difference: a file may be renamed and converted at once.
    const key = line.replace(/\r?\n$/, '');
    weights.set(key, (weights.get(key) ?? 0) + line.length);
  }
  return weights;
}
