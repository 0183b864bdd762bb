import type { Lease } from '@app/core';
import { type Item, isConditionFailed, type Table } from '@app/dynamodb';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const Key: Item = { pk: { S: 'outbox' }, sk: { S: 'lease' } };
const names = { '#holder': 'holder', '#fence': 'fence', '#expires': 'expiresAt' };

/**
 * The lease is an item with an expiry by the caller's clock: choose a time that is long beside the difference of two
 * clocks. When it fails all the same, two relays publish for a while: events come twice, which consumers stand.
 */
export async function takeLease(table: Table, holder: string, ttlMs: number): Promise<Lease | undefined> {
  const now = Date.now();
  const values = { ':me': { S: holder }, ':now': { N: String(now) }, ':until': { N: String(now + ttlMs) } };
  return (
    (await write(table, {
      UpdateExpression: 'SET #expires = :until',
      ConditionExpression: '#holder = :me AND #expires > :now',
      ExpressionAttributeValues: values,
      ExpressionAttributeNames: { '#holder': 'holder', '#expires': 'expiresAt' },
    })) ??
    // The fence grows when the holder changes or the lease had run out: in both cases somebody else may have written.
    (await write(table, {
      UpdateExpression: 'SET #holder = :me, #expires = :until ADD #fence :one',
      ConditionExpression: 'attribute_not_exists(pk) OR #expires <= :now',
      ExpressionAttributeValues: { ...values, ':one': { N: '1' } },
      ExpressionAttributeNames: names,
    }))
  );
}

/** The fence of the newest holder; 0 before the first. */
export async function currentFence({ client, name: TableName }: Table): Promise<number> {
  const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
  return Number(Item?.fence?.N ?? 0);
}

type Write = Pick<
  ConstructorParameters<typeof UpdateItemCommand>[0],
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues' | 'ExpressionAttributeNames'
>;

async function write({ client, name: TableName }: Table, update: Write): Promise<Lease | undefined> {
  try {
    const command = new UpdateItemCommand({ TableName, Key, ReturnValues: 'ALL_NEW', ...update });
    const { Attributes } = await client.send(command);
    return {
      holder: Attributes?.holder?.S ?? '',
      fence: Number(Attributes?.fence?.N),
      expiresAt: Number(Attributes?.expiresAt?.N),
    };
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}
