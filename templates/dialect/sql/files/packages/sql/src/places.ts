/** A place for each value, from `$<from>` on: `id IN (${places(ids)})`. SQL has no empty list: ask only where there is a value. */
export function places(values: readonly unknown[], from = 1): string {
  return values.map((_, i) => `$${from + i}`).join(', ');
}
