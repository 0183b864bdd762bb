import type { CloudEvent } from './event.ts';
import type { OutboxRow } from './ports.ts';
import { readJson } from './read-json.ts';

/** The row with this JSON in it. A number that would become another one makes it unreadable: the relay would publish what nobody wrote. */
export function rowOf(id: string, json: string): OutboxRow {
  try {
    return { id, event: readJson(json) };
  } catch (error) {
    return { id, event: undefined, unreadable: (error as Error).message };
  }
}

/** The rows that are events under their own id. */
export function eventsOf(rows: readonly OutboxRow[]): CloudEvent[] {
  return rows.filter(isEvent).map(({ event }) => event);
}

function isEvent(row: OutboxRow): row is OutboxRow & { readonly event: CloudEvent } {
  return (row.event as { id?: unknown } | null | undefined)?.id === row.id;
}
