import { createHash } from 'node:crypto';
import { type CloudEvent, NotFoundError, type RowAside } from '@app/core';
import { type Item, isConditionFailed, type Table } from '@app/dynamodb';
import { pendingAttributes } from './pending-attributes.ts';
import { nameOf, removeEvents, rowsOf } from './pending-items.ts';

const pk = { S: 'outbox' };
const aside = 'aside#';

/**
 * Moves one event out of its item into an item of its own, which is in no index. That one is written first: after a crash in between the
 * next look moves the event once more, to the same place.
 */
export async function moveAside(table: Table, from: Item, id: string, reason: string): Promise<void> {
  const item = await table.get(from);
  const event = item?.events?.M?.[id];
  if (!item?.pendingIn || (!event && id !== nameOf(from))) return;
  await table.write({
    Update: {
      Key: { pk, sk: { S: `${aside}${digest(from, id)}` } },
      UpdateExpression: 'SET #row = :row, #events = :events, reason = :reason, setAsideAt = :now',
      ExpressionAttributeNames: { '#row': 'row', '#events': 'events' },
      ExpressionAttributeValues: {
        ':row': { S: id },
        ':events': { M: event ? { [id]: event } : {} },
        ':reason': { S: reason },
        ':now': { S: new Date().toISOString() },
      },
    },
  });
  await removeEvents(table, from, new Set([id]));
}

/** The events that stand aside, oldest first, each with its item. */
export async function readAside(
  table: Table,
  limit: number,
): Promise<{ readonly key: Item; readonly row: RowAside }[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :aside)',
      // What was put back has no reason any more.
      FilterExpression: 'attribute_exists(reason)',
      ExpressionAttributeValues: { ':pk': pk, ':aside': { S: aside } },
      ConsistentRead: true,
      ExclusiveStartKey: from,
    });
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  const since = ({ setAsideAt }: Item) => setAsideAt?.S ?? '';
  return items
    .sort((a, b) => (since(a) < since(b) ? -1 : 1))
    .slice(0, limit)
    .map((item) => {
      const [row = { event: undefined }] = rowsOf(item);
      return {
        key: { pk, sk: item.sk } as Item,
        row: { ...row, id: item.row?.S ?? '', reason: item.reason?.S ?? '' },
      };
    });
}

/** An event waits again, in the item in which it stood aside. */
export async function putBack(table: Table, id: string, event: CloudEvent): Promise<void> {
  const missing = new NotFoundError(`No row ${id} of the outbox stands aside.`);
  const found = (await readAside(table, Number.POSITIVE_INFINITY)).find(({ row }) => row.id === id);
  if (!found) throw missing;
  const { events, eventsVersion, pendingIn, pendingSince } = pendingAttributes([event]);
  try {
    await table.write({
      Update: {
        Key: found.key,
        UpdateExpression:
          'SET #events = :events, eventsVersion = :version, pendingIn = :in, pendingSince = :since REMOVE reason',
        ConditionExpression: 'attribute_exists(reason)',
        ExpressionAttributeNames: { '#events': 'events' },
        ExpressionAttributeValues: {
          ':events': events,
          ':version': eventsVersion,
          ':in': pendingIn,
          ':since': pendingSince,
        } as Item,
      },
    });
  } catch (error) {
    throw isConditionFailed(error) ? missing : error;
  }
}

/** An id may be longer than a key, and two items may hold the same one. */
function digest({ pk, sk }: Item, id: string): string {
  return createHash('sha256')
    .update(JSON.stringify([pk?.S, sk?.S, id]))
    .digest('hex');
}
