import { MergeShardsCommand, SplitShardCommand } from '@aws-sdk/client-kinesis';
import { afterEach, expect, test, vi } from 'vitest';
import { ensureStream } from '../../../src/parts/kinesis/streams.ts';
import { PumpRig } from './pump-rig.ts';

let rig: PumpRig;
afterEach(() => rig.close());

const soon = { timeout: 60_000, interval: 5 };
const middle = (2n ** 127n).toString();

/** Splits the only shard, and waits until the children take records. */
async function split(): Promise<void> {
  await rig.client.send(
    new SplitShardCommand({
      StreamName: rig.stream,
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: middle,
    }),
  );
  await ensureStream(rig.client, rig.stream);
}

test('reads all shards', async () => {
  rig = await PumpRig.open(4);
  const bodies = Array.from({ length: 40 }, (_, i) => `key${i}/1`);
  await rig.put(...bodies);
  await rig.start({});
  await vi.waitUntil(() => rig.delivered.length === 40, soon);
  expect(rig.delivered.toSorted()).toEqual(bodies.toSorted());
});

test('one invocation per shard at a time', async () => {
  rig = await PumpRig.open(2);
  await rig.put(...Array.from({ length: 60 }, (_, i) => `key${i}/1`));
  const running = new Map<string, number>();
  let most = 0;
  await rig.start({ batchSize: 1 }, async (_, event) => {
    const shard = event.Records[0]?.eventID.split(':')[0] ?? '';
    running.set(shard, (running.get(shard) ?? 0) + 1);
    most = Math.max(most, ...running.values());
    await new Promise((done) => setImmediate(done));
    running.set(shard, (running.get(shard) ?? 0) - 1);
  });
  await vi.waitUntil(() => rig.delivered.length === 60, soon);
  expect(most).toBe(1);
  expect(running.size).toBe(2);
});

test('children of a split wait until their parent is drained', async () => {
  rig = await PumpRig.open();
  await rig.put('a/1', 'b/1', 'c/1', 'd/1');
  await split();
  await rig.put('a/2', 'b/2', 'c/2', 'd/2');
  let parentMayEnd = () => {};
  const gate = new Promise<void>((open) => {
    parentMayEnd = open;
  });
  await rig.start({ batchSize: 4 }, () => (rig.invocations.length === 1 ? gate : undefined));
  await vi.waitUntil(() => rig.invocations.length === 1, soon);
  // Were the children not held back, their records would be here before the gate opens.
  await rig.put('a/3');
  expect(rig.delivered).toEqual(['a/1', 'b/1', 'c/1', 'd/1']);
  parentMayEnd();
  await vi.waitUntil(() => rig.delivered.length === 9, soon);
  for (const key of ['a', 'b', 'c', 'd']) {
    const ofKey = rig.delivered.filter((body) => body.startsWith(`${key}/`));
    expect(ofKey).toEqual(ofKey.toSorted());
  }
  expect(rig.checkpoints.get('shardId-000000000000')).toEqual({ drained: true });
});

test('a split during the run is found, and children start at their oldest record even with LATEST', async () => {
  rig = await PumpRig.open();
  await rig.start({ startingPosition: 'LATEST' });
  await rig.put('a/1');
  await split();
  await rig.put('a/2', 'b/2', 'c/2', 'd/2');
  await vi.waitUntil(() => rig.delivered.length === 5, soon);
  expect(rig.delivered[0]).toBe('a/1');
});

test('the child of a merge waits for both parents', async () => {
  rig = await PumpRig.open(2);
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  await rig.put(...keys.map((key) => `${key}/1`));
  await rig.client.send(
    new MergeShardsCommand({
      StreamName: rig.stream,
      ShardToMerge: 'shardId-000000000000',
      AdjacentShardToMerge: 'shardId-000000000001',
    }),
  );
  await ensureStream(rig.client, rig.stream);
  await rig.put(...keys.map((key) => `${key}/2`));
  await rig.start({});
  await vi.waitUntil(() => rig.delivered.length === 12, soon);
  const firstOfChild = rig.delivered.findIndex((body) => body.endsWith('/2'));
  expect(rig.delivered.slice(0, firstOfChild)).toHaveLength(6);
});

test('with a parallelization factor batches of one shard overlap, and each key keeps its order', async () => {
  rig = await PumpRig.open();
  const keys = Array.from({ length: 16 }, (_, i) => `key${i}`);
  for (let n = 1; n <= 5; n += 1) await rig.put(...keys.map((key) => `${key}/${n}`));
  let running = 0;
  let most = 0;
  const done: string[] = [];
  await rig.start({ batchSize: 3, parallelization: 4 }, async (bodies) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    done.push(...bodies);
    running -= 1;
  });
  await vi.waitUntil(() => done.length === 80, soon);
  for (const key of keys) {
    expect(done.filter((body) => body.startsWith(`${key}/`))).toEqual([1, 2, 3, 4, 5].map((n) => `${key}/${n}`));
  }
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
});

test('with a parallelization factor the checkpoint stays before a batch that is not done', async () => {
  rig = await PumpRig.open();
  const keys = Array.from({ length: 8 }, (_, i) => `key${i}`);
  await rig.put(...keys.map((key) => `${key}/1`));
  await rig.start({ batchSize: 1, parallelization: 4 }, ([body]) => {
    if (body === 'key0/1') throw new Error('not yet');
  });
  await vi.waitUntil(() => new Set(rig.delivered).size > 4, soon);
  await rig.stop();
  expect(rig.checkpoints.get('shardId-000000000000')).toBeUndefined();
});
