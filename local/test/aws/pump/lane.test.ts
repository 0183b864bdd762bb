import { setImmediate as turn } from 'node:timers/promises';
import type { KinesisStreamEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Lane } from '../../../src/aws/pump/lane.ts';
import type { ShardRecord } from '../../../src/aws/pump/record.ts';
import { bodyOf } from './pump-rig.ts';

let batches: string[][];
let stopping: AbortController;
let running: Promise<void> | undefined;
beforeEach(() => {
  batches = [];
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await running;
});

/** A lane whose window is over when the clock says so. */
function open(batchSize: number, now: () => number): Lane {
  const lane = new Lane({
    settings: {
      functionName: 'test',
      stream: 'orders',
      batchSize,
      batchWindowSeconds: 60,
      retryAttempts: 0,
      maxRecordAgeSeconds: -1,
      bisect: false,
      parallelization: 1,
      startingPosition: 'LATEST',
    },
    source: { streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/orders', shardId: '0', functionName: 'test' },
    invoke: async (event) => void batches.push((event as KinesisStreamEvent).Records.map(bodyOf)),
    failures: { discard: async () => {} },
    now,
    pause: async () => {},
    signal: stopping.signal,
    settled: () => {},
    onLine: () => {},
  });
  running = lane.run();
  return lane;
}

const record = (body: string): ShardRecord => ({
  sequenceNumber: body,
  partitionKey: 'a',
  data: Buffer.from(body).toString('base64'),
  arrivedAt: 0,
});

test('a batch waits in its window until it is full', async () => {
  const lane = open(3, () => 0);
  lane.add([record('1'), record('2')]);
  await turn();
  expect(batches).toEqual([]);
  lane.add([record('3'), record('4')]);
  await turn();
  expect(batches).toEqual([['1', '2', '3']]);
});

test('a batch goes out as it is when its window is over', async () => {
  let clock = 0;
  const lane = open(3, () => clock);
  lane.add([record('1')]);
  await turn();
  clock = 60_000;
  lane.add([record('2')]);
  await turn();
  expect(batches).toEqual([['1', '2']]);
});

test('the end of a shard does not wait for the window', async () => {
  const lane = open(3, () => 0);
  lane.add([record('1')]);
  lane.close();
  await running;
  expect(batches).toEqual([['1']]);
});

test('a batch carries no more than an invocation can', async () => {
  const lane = open(10, () => 0);
  const large = 'x'.repeat(2 * 1024 * 1024);
  lane.add([record(`1${large}`), record(`2${large}`), record(`3${large}`)]);
  lane.close();
  await running;
  expect(batches.map((batch) => batch.map((body) => body[0]))).toEqual([['1', '2'], ['3']]);
});
