/** A line of a connection log. */
export type ConnectionEvent = 'opened' | 'closed' | 'refused';

/** The highest number of connections at one moment, counting those that were open before, and how many were refused. */
export function peakOf(
  events: readonly ConnectionEvent[],
  before: number,
): { readonly peak: number; readonly refused: number; readonly open: number } {
  let open = before;
  let peak = before;
  let refused = 0;
  for (const event of events) {
    if (event === 'refused') refused += 1;
    else open += event === 'opened' ? 1 : -1;
    peak = Math.max(peak, open);
  }
  return { peak, refused, open };
}
