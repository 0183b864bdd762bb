import type { CloudEvent } from '@app/core';
import { type Env, openTable } from '@app/dynamodb';
import { createClient } from '@app/dynamodb/unfenced';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { pendingAttributes } from './pending-attributes.ts';

export { openNaiveOutbox } from './naive-outbox.ts';

/** Makes times unique, as the numbers of a sequence are. */
let count = 0;

/** Writes rows one after the other, as an application in another language would: `event` is the JSON of anything. */
export async function writeRows(
  env: Env,
  rows: readonly { readonly id: string; readonly key: string; readonly event: string }[],
): Promise<void> {
  const { client, name: TableName } = createClient(env);
  try {
    for (const { id, key, event } of rows) {
      const pendingSince = `${new Date().toISOString()}#${String(count++).padStart(9, '0')}`;
      await client.send(
        new PutItemCommand({
          TableName,
          Item: {
            pk: { S: `order#${key}` },
            sk: { S: `row#${count}` },
            // Nobody there counts the changes: `eventsVersion` is missing.
            events: { M: { [id]: { M: { event: { S: event } } } } },
            pendingIn: { S: 'outbox' },
            pendingSince: { S: pendingSince },
          },
        }),
      );
    }
  } finally {
    client.destroy();
  }
}

/** Stores an event in an item of its own, for `npm run emit`. An application stores it in the item that it tells of. */
export async function store(env: Env, event: CloudEvent): Promise<void> {
  const table = openTable(env);
  const Key = { pk: { S: `emitted#${event.partitionkey}` }, sk: { S: `event#${event.id}` } };
  try {
    await table.write({ Put: { Item: { ...pendingAttributes([event]), ...Key } } });
  } finally {
    table.close();
  }
}
