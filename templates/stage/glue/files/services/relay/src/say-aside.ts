import { printable, type RowAside } from '@app/core';

/**
 * Says which rows stand aside from now on, and how many as one line of JSON: the alarm `rows-aside` reads the figure. Not with `console`:
 * Lambda puts a time before each of its lines, and then no metric filter finds a number in it.
 */
export function sayAside(rows: readonly RowAside[]): void {
  for (const { id, reason } of rows) console.error(`row ${printable(id, 200)} of the outbox stands aside: ${reason}`);
  process.stdout.write(`${JSON.stringify({ outboxRowsAside: rows.length })}\n`);
}
