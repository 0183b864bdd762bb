import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { letGo } from '../../../src/aws/pump/deliver.ts';
import { drainFolder, requestDrain } from '../../../src/aws/pump/drain.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'drain-'));
afterAll(() => rmSync(dataDir, { recursive: true }));

const record = (n: number) => ({ sequenceNumber: String(n), partitionKey: 'a', data: '', arrivedAt: 0 });
const numbersOf = (records: readonly { sequenceNumber: string }[]) =>
  records.map((each) => Number(each.sequenceNumber));
const follow = (...args: Parameters<typeof letGo>) => {
  const { done, given, again } = letGo(...args);
  return [numbersOf(done), numbersOf(given), again.map(({ records }) => numbersOf(records))];
};

test('the record that the answer names is let go; what comes behind it is a new batch', () => {
  const attempt = { records: [1, 2, 3, 4].map(record), retries: 9 };
  expect(follow(attempt, { kind: 'from', index: 2 })).toEqual([[1, 2], [3], [[4]]]);
  expect(follow(attempt, { kind: 'from', index: 3 })).toEqual([[1, 2, 3], [4], []]);
});

test('a batch that failed as a whole is halved until one record is left', () => {
  const failed = { kind: 'failed', why: 'x' } as const;
  expect(follow({ records: [1, 2, 3].map(record), retries: 0 }, failed)).toEqual([[], [], [[1, 2], [3]]]);
  expect(follow({ records: [record(1)], retries: 0 }, failed)).toEqual([[], [1], []]);
});

test('of two shards that fail at once one takes the request, and who asked hears of its record', async () => {
  const shards = [drainFolder(dataDir, 'f'), drainFolder(dataDir, 'f')];
  const asking = requestDrain(dataDir, 'f', 20_000);
  await expect.poll(() => shards[0]?.asked(), { interval: 5, timeout: 60_000 }).toBe(true);
  const taken = (await Promise.all(shards.map((shard) => shard.take()))).filter((tell) => tell !== undefined);
  expect(taken).toHaveLength(1);
  await taken[0]?.({ id: '7', key: 'a', shardId: 's' });
  expect(await asking).toEqual({ id: '7', key: 'a', shardId: 's' });
  expect(await shards[0]?.asked()).toBe(false);
});

test('two who ask for one function have a record each', async () => {
  const shard = drainFolder(dataDir, 'h');
  const asking = [requestDrain(dataDir, 'h', 20_000), requestDrain(dataDir, 'h', 20_000)];
  const told: string[] = [];
  for (const id of ['1', '2']) {
    // A request that is being written is taken when it is there.
    const tell = await vi.waitUntil(() => shard.take(), { interval: 5, timeout: 60_000 });
    await tell?.({ id, key: 'a', shardId: 's' });
    told.push(id);
  }
  const answers = await Promise.all(asking);
  expect(answers.map((drained) => drained?.id).toSorted()).toEqual(told);
  expect(await shard.asked()).toBe(false);
});

test('who gives up takes back the own request alone', async () => {
  const shard = drainFolder(dataDir, 'i');
  const patient = requestDrain(dataDir, 'i', 20_000);
  expect(await requestDrain(dataDir, 'i', 10)).toBeUndefined();
  const tell = await vi.waitUntil(() => shard.take(), { interval: 5, timeout: 60_000 });
  await tell?.({ id: '3', key: 'a', shardId: 's' });
  expect(await patient).toMatchObject({ id: '3' });
});

test('a request that was withdrawn is none', async () => {
  expect(await requestDrain(dataDir, 'g', 10)).toBeUndefined();
  expect(await drainFolder(dataDir, 'g').asked()).toBe(false);
});
