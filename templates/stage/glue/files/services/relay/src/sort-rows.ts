import { type CloudEvent, type EventStream, type OutboxRow, printable, type RowAside } from '@app/core';
import { envelopeProblem } from '@app/events';

/** What can go out, in its order, and what never can, with the reason. */
export type Sorted = { readonly fit: readonly CloudEvent[]; readonly unfit: readonly RowAside[] };

const longestReason = 1_000;

/**
 * Looks at each row by itself before anything goes out: one that nobody can publish must not hold up the others. Only what is wrong with the
 * row counts. What the stream refuses today it may take tomorrow, and such a row waits.
 */
export function sortRows(rows: readonly OutboxRow[], stream: EventStream): Sorted {
  const fit: CloudEvent[] = [];
  const unfit: RowAside[] = [];
  for (const row of rows) {
    const reason = problemOf(row, stream);
    if (reason === undefined) fit.push(row.event as CloudEvent);
    else unfit.push({ ...row, reason: printable(reason, longestReason) });
  }
  return { fit, unfit };
}

function problemOf({ id, event, unreadable }: OutboxRow, stream: EventStream): string | undefined {
  try {
    if (unreadable !== undefined) return unreadable;
    const problem = envelopeProblem(event);
    if (problem !== undefined) return `not a CloudEvent: ${problem}`;
    const written = (event as CloudEvent).id;
    // The relay marks rows and consumers remember events: under two ids an event would go out again and again, or be handled twice.
    if (written !== id) return `the id of its event is another one: ${written}`;
    return stream.refuses?.(event as CloudEvent);
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
}
