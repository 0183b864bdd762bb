import type { CloudEvent } from '@app/core';
import { type Item, isConditionFailed, type Table } from '@app/dynamodb';
import { GetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

/** Where the item of some events stands. */
export type PlacedEvents = { readonly key: Item; readonly events: readonly CloudEvent[] };

/**
 * Items with pending events, the longest waiting first, up to `limit` items. The index runs behind the table, so each
 * item is read again from the table: what was published a moment ago is not published twice for it.
 */
export async function readPending({ client, name: TableName }: Table, limit: number): Promise<PlacedEvents[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'pending',
      KeyConditionExpression: 'pendingIn = :in',
      ExpressionAttributeValues: { ':in': { S: 'outbox' } },
      Limit: limit,
    }),
  );
  return Promise.all(
    Items.map(async ({ pk, sk }) => {
      const key = { pk, sk } as Item;
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
      return { key, events: eventsOf(Item) };
    }),
  );
}

/** Takes events out of their item, and the item out of the index when none is left; again, when a save came in between. */
export async function removeEvents(
  { client, name: TableName }: Table,
  key: Item,
  ids: ReadonlySet<string>,
): Promise<void> {
  for (;;) {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
    const all = eventsOf(Item).map(({ id }) => id);
    const gone = all.filter((id) => ids.has(id));
    if (!Item?.eventsVersion || gone.length === 0) return;
    const remove = gone.map((_, i) => `events.#e${i}`);
    if (gone.length === all.length) remove.push('pendingIn', 'pendingSince');
    try {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: key,
          UpdateExpression: `SET eventsVersion = eventsVersion + :one REMOVE ${remove.join(', ')}`,
          ConditionExpression: 'eventsVersion = :read',
          ExpressionAttributeNames: Object.fromEntries(gone.map((id, i) => [`#e${i}`, id])),
          ExpressionAttributeValues: { ':one': { N: '1' }, ':read': Item.eventsVersion },
        }),
      );
      return;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  }
}

function eventsOf(item: Item | undefined): CloudEvent[] {
  const stored = Object.values(item?.events?.M ?? {}).map(({ M }) => ({ n: Number(M?.n?.N), text: M?.event?.S ?? '' }));
  return stored.sort((a, b) => a.n - b.n).map(({ text }) => JSON.parse(text) as CloudEvent);
}
