import { createClient, type Env } from '@app/dynamodb';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';

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
