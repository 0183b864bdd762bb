import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { dynamodbClient } from '../../../src/parts/dynamodb/client.ts';
import { type ServerProcess, startServerProcess } from '../../../src/parts/server-process.ts';
import { itemsOf, makeTable } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'dynamodb-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const entry = new URL('../../../src/parts/dynamodb/server.ts', import.meta.url);
const accounts = Array.from({ length: 40 }, (_, index) => `account-${index}`);

/** Writes that move units between all accounts, and count themselves in the same transaction. */
function move(client: DynamoDBClient, TableName: string, writer: number, step: number): Promise<unknown> {
  const add = (id: string, by: number) => ({
    Update: {
      TableName,
      Key: { id: { S: id } },
      UpdateExpression: 'ADD n :by',
      ExpressionAttributeValues: { ':by': { N: String(by) } },
    },
  });
  const moves = accounts.map((id, index) => add(id, (index % 2 === 0 ? 1 : -1) * (1 + (step % 5))));
  return client.send(new TransactWriteItemsCommand({ TransactItems: [...moves, add(`writer-${writer}`, 1)] }));
}

test('kill -9 in the middle of many transactions: every one is there whole or not at all', async () => {
  const seed = Date.now();
  console.log(`seed ${seed}`);
  const kills = fc.sample(fc.record({ count: fc.integer({ min: 1, max: 20 }), ms: fc.nat(40) }), { seed, numRuns: 5 });
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const acknowledged = [0, 0, 0, 0];
  const sent = [0, 0, 0, 0];

  for (const [round, { count, ms }] of kills.entries()) {
    const server: ServerProcess = await startServerProcess(entry, [JSON.stringify({ path: dataDir })], process.env);
    const client = dynamodbClient({ DYNAMODB_ENDPOINT: server.url });
    if (round === 0) await makeTable(client, 'bank');
    let left = count;
    const writers = acknowledged.map(async (_, writer) => {
      for (;;) {
        sent[writer] = (sent[writer] ?? 0) + 1;
        await move(client, 'bank', writer, round + (sent[writer] ?? 0));
        acknowledged[writer] = (acknowledged[writer] ?? 0) + 1;
        left -= 1;
        // At any moment of the transactions that are at work by then.
        if (left === 0) setTimeout(() => server.kill(), ms);
      }
    });
    // The clients try again until they give up; the server is gone by then.
    await Promise.allSettled(writers);
    await server.kill();
    client.destroy();

    const again = await startServerProcess(entry, [JSON.stringify({ path: dataDir })], process.env);
    const reader = dynamodbClient({ DYNAMODB_ENDPOINT: again.url });
    const numbers = new Map((await itemsOf(reader, 'bank')).map(({ id, n }) => [id?.S ?? '', Number(n?.N)]));
    reader.destroy();
    await again.stop();

    const balances = accounts.map((id) => numbers.get(id) ?? 0);
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(0);
    expect(new Set(balances.map(Math.abs)).size).toBe(1);
    for (const writer of acknowledged.keys()) {
      const stored = numbers.get(`writer-${writer}`) ?? 0;
      expect(stored).toBeGreaterThanOrEqual(acknowledged[writer] ?? 0);
      expect(stored).toBeLessThanOrEqual(sent[writer] ?? 0);
      // One that was stored and not acknowledged counts from here on.
      acknowledged[writer] = stored;
      sent[writer] = stored;
    }
  }
});
