import { type CloudEvent, printable, type RowAside } from '@app/core';

/** How long the oldest of these events has waited in the outbox, in milliseconds; 0 without events. */
export function oldestWait(events: readonly CloudEvent[], now = Date.now()): number {
  // A leap second is a valid time that no `Date` can be.
  return Math.max(0, ...events.map(({ time }) => now - (Date.parse(time) || now)));
}

/**
 * Says how long the oldest event of a run waited, as one line of JSON: the alarm `oldest-event` reads the figure. Less than a second is what
 * it always is, and not said. Not with `console`: Lambda puts a time before each of its lines, and then no metric filter finds a number in it.
 */
export function sayWait(waitedMs: number): void {
  const outboxOldestSeconds = Math.floor(waitedMs / 1_000);
  if (outboxOldestSeconds > 0) process.stdout.write(`${JSON.stringify({ outboxOldestSeconds })}\n`);
}

/**
 * Says which rows stand aside from now on, and how many as one line of JSON: the alarm `rows-aside` reads the figure. Not with `console`:
 * Lambda puts a time before each of its lines, and then no metric filter finds a number in it.
 */
export function sayAside(rows: readonly RowAside[]): void {
  for (const { id, reason } of rows) console.error(`row ${printable(id, 200)} of the outbox stands aside: ${reason}`);
  process.stdout.write(`${JSON.stringify({ outboxRowsAside: rows.length })}\n`);
}
