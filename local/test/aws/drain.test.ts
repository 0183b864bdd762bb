import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KinesisStreamEvent } from 'aws-lambda';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { awsFunctions } from '../../src/aws/aws-functions.ts';
import { failedRecords } from '../../src/aws/failed-records.ts';
import { requestDrain } from '../../src/aws/pump/drain.ts';
import type { StreamFunction } from '../../src/aws/pump/settings.ts';
import type { FunctionDefinition } from '../../src/contract/index.ts';
import { bodyOf } from './pump/pump-rig.ts';

const { provider, isolate, putRaw } = awsFunctions({ main: 'orders', nameOf: (env) => env.STREAM_NAME ?? '' });
const dataDir = mkdtempSync(join(tmpdir(), 'drain-'));
const own = await isolate(inject('parts'));
const env = { ...inject('parts'), ...own.env };
afterAll(async () => {
  await own.drop();
  rmSync(dataDir, { recursive: true });
});

const soon = { timeout: 60_000, interval: 5 };
const failed = async () => (await failedRecords(join(dataDir, 'failures'))).map(({ body }) => body);

/** A function without an end to its retries. */
const receipt = {
  name: 'receipt',
  entry: '',
  handler: '',
  trigger: {
    type: 'stream',
    stream: 'orders',
    orderedByKey: true,
    batchSize: 25,
    batchWindowSeconds: 0,
    retryAttempts: -1,
    maxAgeSeconds: 86_400,
  },
  aws: { bisect: false },
  lane: 'user',
  memoryMb: 128,
  timeoutSeconds: 60,
  owner: '',
  alarm: '',
  runbook: '',
} satisfies FunctionDefinition & StreamFunction;

/** Connects a function that fails on some records. */
async function stuckOn(bad: ReadonlySet<string>, handled: string[]) {
  let tries = 0;
  const connection = await provider.connect(
    receipt,
    async (event) => {
      const bodies = (event as KinesisStreamEvent).Records.map(bodyOf);
      if (bodies.some((body) => bad.has(body))) {
        tries += 1;
        throw new Error('it fails again');
      }
      handled.push(...bodies);
      return undefined;
    },
    { env, dataDir, port: 0 },
  );
  return { tries: () => tries, stop: () => connection.stop() };
}

test('the record that blocks goes to the failure destination, that one alone, and the others of its shard go on', async () => {
  const bodies = ['0', '1', '2', '3', '4'];
  const handled: string[] = [];
  for (const body of bodies) await putRaw(env, { key: 'stuck', body });
  const connection = await stuckOn(new Set(['1', '3']), handled);
  await vi.waitUntil(() => connection.tries() > 2, soon);
  // The control: nobody has asked, so that everything waits and nothing is given up.
  expect([handled, await failed()]).toEqual([[], []]);

  expect(await requestDrain(dataDir, 'receipt', 30_000)).toMatchObject({ key: 'stuck' });
  await vi.waitUntil(() => handled.length >= 2, soon);
  expect(await failed()).toEqual(['1']);

  await requestDrain(dataDir, 'receipt', 30_000);
  await vi.waitUntil(() => handled.length >= 3, soon);
  await connection.stop();
  // Nothing is lost and nothing is there twice: each record was handled, or is in the failure destination.
  expect(handled).toEqual(['0', '2', '4']);
  expect((await failed()).toSorted()).toEqual(['1', '3']);
});

test('where nothing fails nothing is moved, also not later', async () => {
  const before = await failed();
  expect(await requestDrain(dataDir, 'receipt', 100)).toBeUndefined();
  const handled: string[] = [];
  await putRaw(env, { key: 'late', body: 'late' });
  const connection = await stuckOn(new Set(['late']), handled);
  await vi.waitUntil(() => connection.tries() > 1, soon);
  await connection.stop();
  expect(await failed()).toEqual(before);
});
