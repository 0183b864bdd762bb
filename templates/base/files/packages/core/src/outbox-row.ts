import type { CloudEvent } from './event.ts';

/**
 * A row of the outbox as somebody wrote it, maybe in another language: `event` is whatever stands there. One that is larger than anybody
 * should read is `undefined`, and `bytes` says how large.
 */
export type OutboxRow = { readonly id: string; readonly event: unknown; readonly bytes?: number };

/** A row that can never go out as it is, and why. */
export type RowAside = OutboxRow & { readonly reason: string };

/** The rows that are events under their own id. */
export function eventsOf(rows: readonly OutboxRow[]): CloudEvent[] {
  return rows.filter(isEvent).map(({ event }) => event);
}

function isEvent(row: OutboxRow): row is OutboxRow & { readonly event: CloudEvent } {
  return (row.event as { id?: unknown } | null | undefined)?.id === row.id;
}
