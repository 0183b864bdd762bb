import { type CloudEvent, type EventStream, type Outbox, readJson } from '@app/core';
import { envelopeProblem } from '@app/events';
import type { GivenUp, Redriven } from './redrive.ts';

/** What bringing rows back works on. */
export type RowPorts = { readonly outbox: Pick<Outbox, 'aside' | 'putBack'>; readonly stream: EventStream };

/** More than a person will ever bring back by hand. */
const all = 1_000_000;

/** The rows of the outbox that stand aside, oldest first. */
export async function rowsAside({ outbox }: Pick<RowPorts, 'outbox'>): Promise<GivenUp[]> {
  return (await outbox.aside(all)).map(({ id, event, reason }) => ({
    id,
    key: String((event as Partial<CloudEvent> | null | undefined)?.partitionkey ?? ''),
    body: JSON.stringify(event) ?? '',
    from: 'outbox',
    reason,
  }));
}

/**
 * Lets rows wait in the outbox again. The relay publishes them, not this: two that publish would break the order per key. One that still
 * cannot go out stays aside.
 */
export async function bringBack(ports: RowPorts, rows: readonly GivenUp[]): Promise<Redriven[]> {
  const results: Redriven[] = [];
  for (const record of rows) {
    const { event, reason } = eventIn(record, ports.stream);
    if (!event) {
      results.push({ record, outcome: 'invalid', reason });
      continue;
    }
    try {
      await ports.outbox.putBack(record.id, event);
      results.push({ record, outcome: 'waits' });
    } catch (error) {
      results.push({ record, outcome: 'failed', reason: (error as Error).message });
    }
  }
  return results;
}

/** What `bringBack` would do, without doing it. */
export function rehearseBack({ stream }: Pick<RowPorts, 'stream'>, rows: readonly GivenUp[]): Redriven[] {
  return rows.map((record) => {
    const { event, reason } = eventIn(record, stream);
    return event ? { record, outcome: 'waits' } : { record, outcome: 'invalid', reason };
  });
}

type Read =
  | { readonly event: CloudEvent; readonly reason?: never }
  | { readonly event?: never; readonly reason: string };

/** The event of a row, or why it cannot go out. */
function eventIn({ id, body, mended, reason }: GivenUp, stream: EventStream): Read {
  // Nobody could read it.
  if (body === '' && reason !== undefined) return { reason };
  let value: unknown;
  try {
    value = readJson(body);
  } catch (error) {
    return { reason: `the event ${(error as Error).message}` };
  }
  const problem = envelopeProblem(value);
  if (problem !== undefined) return { reason: `not a CloudEvent: ${problem}` };
  const event = value as CloudEvent;
  // A mended event brings its own id, and the row takes it.
  if (event.id !== id && !mended) return { reason: `the id of its event is another one: ${event.id}` };
  const refused = stream.refuses?.(event);
  return refused === undefined ? { event } : { reason: refused };
}
