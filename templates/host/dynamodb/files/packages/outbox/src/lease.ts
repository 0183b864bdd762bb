import type { Lease } from '@app/core';
import { type Item, isConditionFailed, type Table, type Write } from '@app/dynamodb';

const Key: Item = { pk: { S: 'outbox' }, sk: { S: 'lease' } };
const names = { '#holder': 'holder', '#fence': 'fence', '#expires': 'expiresAt' };

/**
 * The lease is an item with an expiry by the caller's clock: choose a time that is long beside the difference of two
 * clocks. When it fails all the same, two relays publish for a while: events come twice, which consumers stand.
 */
export async function takeLease(table: Table, holder: string, ttlMs: number): Promise<Lease | undefined> {
  const now = Date.now();
  const values = { ':me': { S: holder }, ':now': { N: String(now) }, ':until': { N: String(now + ttlMs) } };
  const taken =
    (await wrote(table, {
      UpdateExpression: 'SET #expires = :until',
      ConditionExpression: '#holder = :me AND #expires > :now',
      ExpressionAttributeValues: values,
      ExpressionAttributeNames: { '#holder': 'holder', '#expires': 'expiresAt' },
    })) ||
    // The fence grows when the holder changes or the lease had run out: in both cases somebody else may have written.
    (await wrote(table, {
      UpdateExpression: 'SET #holder = :me, #expires = :until ADD #fence :one',
      ConditionExpression: 'attribute_not_exists(pk) OR #expires <= :now',
      ExpressionAttributeValues: { ...values, ':one': { N: '1' } },
      ExpressionAttributeNames: names,
    }));
  const lease = taken ? await readLease(table) : undefined;
  // Somebody else may have taken it between the write and the look.
  return lease?.holder === holder ? lease : undefined;
}

/** The fence of the newest holder; 0 before the first. */
export async function currentFence(table: Table): Promise<number> {
  return (await readLease(table))?.fence ?? 0;
}

async function readLease(table: Table): Promise<Lease | undefined> {
  const item = await table.get(Key);
  return (
    item && {
      holder: item.holder?.S ?? '',
      fence: Number(item.fence?.N),
      expiresAt: Number(item.expiresAt?.N),
    }
  );
}

async function wrote(
  table: Table,
  update: Omit<Extract<Write, { Update: unknown }>['Update'], 'Key'>,
): Promise<boolean> {
  try {
    await table.write({ Update: { Key, ...update } });
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
