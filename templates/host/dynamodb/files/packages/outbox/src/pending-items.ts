import { type OutboxRow, rowOf } from '@app/core';
import { type Item, isConditionFailed, type Table } from '@app/dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** Where the item of some rows stands. */
export type PlacedRows = { readonly key: Item; readonly rows: readonly OutboxRow[] };

/**
 * Items with pending events, the longest waiting first, up to `limit` items. The index runs behind the table, so each
 * item is read again from the table: what was published a moment ago is not published twice for it.
 */
export async function readPending(table: Table, limit: number): Promise<PlacedRows[]> {
  const { Items = [] } = await table.query({
    IndexName: 'pending',
    KeyConditionExpression: 'pendingIn = :in',
    ExpressionAttributeValues: { ':in': { S: 'outbox' } },
    Limit: limit,
  });
  return Promise.all(
    Items.map(async ({ pk, sk }) => {
      const key = { pk, sk } as Item;
      const item = await table.get(key);
      return { key, rows: item?.pendingIn ? rowsOf(item) : [] };
    }),
  );
}

/** Takes events out of their item, and the item out of the index when none is left; again, when a save came in between. */
export async function removeEvents(table: Table, key: Item, ids: ReadonlySet<string>): Promise<void> {
  for (;;) {
    const item = await table.get(key);
    if (!item?.pendingIn) return;
    const stored = Object.keys(item.events?.M ?? {});
    const gone = stored.filter((id) => ids.has(id));
    // An item without a single event that can be read has one row, under the item's own name.
    if (gone.length === 0 && !(stored.length === 0 && ids.has(nameOf(key)))) return;
    const remove = gone.map((_, i) => `events.#e${i}`);
    if (gone.length === stored.length) remove.push('pendingIn', 'pendingSince');
    try {
      await table.write({
        Update: {
          Key: key,
          UpdateExpression: `SET eventsVersion = :next REMOVE ${remove.join(', ')}`,
          ...unchangedSince(item, gone),
        },
      });
      return;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  }
}

/** One row for each event of an item, in their order. Whoever wrote them without this code may have written anything. */
export function rowsOf(item: Item): OutboxRow[] {
  const stored = Object.entries(item.events?.M ?? {});
  if (stored.length === 0) return [{ id: nameOf(item), event: undefined, unreadable: 'its item has no map of events' }];
  return stored
    .map(([id, value]) => ({ n: Number(value.M?.n?.N ?? 0), row: rowIn(id, value) }))
    .sort((a, b) => a.n - b.n)
    .map(({ row }) => row);
}

/** The name of an item, for a row that has no better one. */
export function nameOf({ pk, sk }: Item): string {
  return `${pk?.S} ${sk?.S}`;
}

function rowIn(id: string, { M }: AttributeValue): OutboxRow {
  const json = M?.event?.S;
  return json === undefined ? { id, event: undefined, unreadable: 'is no text' } : rowOf(id, json);
}

/** Our own writers count the changes of `events`. For one who does not, the number of events must do. */
function unchangedSince({ events, eventsVersion, pendingSince }: Item, gone: readonly string[]) {
  const counted = eventsVersion?.N !== undefined;
  const count = events?.M && Object.keys(events.M).length;
  const sizes = counted || count === undefined ? '' : ' AND size(events) = :count';
  return {
    ConditionExpression: counted ? 'eventsVersion = :read' : `pendingSince = :read${sizes}`,
    ...(gone.length > 0 && { ExpressionAttributeNames: Object.fromEntries(gone.map((id, i) => [`#e${i}`, id])) }),
    ExpressionAttributeValues: {
      ':next': { N: String(Number(eventsVersion?.N ?? 0) + 1) },
      ':read': (counted ? eventsVersion : pendingSince) ?? { NULL: true as const },
      ...(sizes && { ':count': { N: String(count) } }),
    },
  };
}
