import type { CloudEvent } from './event.ts';
import { readJson } from './read-json.ts';

/**
 * A row of the outbox as somebody wrote it, maybe in another language: `event` is whatever stands there. One that is larger than anybody
 * should read is `undefined`, and `bytes` says how large. One with a `problem` cannot be read as it was written: it is the text that stands
 * there.
 */
export type OutboxRow = {
  readonly id: string;
  readonly event: unknown;
  readonly bytes?: number;
  readonly problem?: string;
};

/** Reads the event of a row. A number that would become another one on its way is a problem, as is a text that is not JSON. */
export function readRow(id: string, text: string): OutboxRow {
  try {
    return { id, event: readJson(text) };
  } catch (error) {
    return { id, event: text, problem: `the event ${(error as Error).message}` };
  }
}

/** A row that can never go out as it is, and why. */
export type RowAside = OutboxRow & { readonly reason: string };

/** The rows that are events under their own id. */
export function eventsOf(rows: readonly OutboxRow[]): CloudEvent[] {
  return rows.filter(isEvent).map(({ event }) => event);
}

function isEvent(row: OutboxRow): row is OutboxRow & { readonly event: CloudEvent } {
  return (row.event as { id?: unknown } | null | undefined)?.id === row.id;
}
