/** A place for each value, from `$<from>` on: `id IN (${places(ids)})`. SQL has no empty list, so give it one value at least. */
export function places(values: readonly unknown[], from = 1): string {
  return values.map((_, i) => `$${from + i}`).join(', ');
}
