import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KinesisStreamEvent, ScheduledEvent } from 'aws-lambda';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { awsFunctions } from '../../src/aws/aws-functions.ts';
import type { FunctionDefinition, Invoke, Trigger } from '../../src/contract/index.ts';
import { bodyOf } from './pump/pump-rig.ts';

const { provider, isolate, putRaw } = awsFunctions({ main: 'orders', nameOf: (env) => env.STREAM_NAME ?? '' });
const dataDir = mkdtempSync(join(tmpdir(), 'connect-'));
const own = await isolate(inject('parts'));
const env = { ...inject('parts'), ...own.env };
afterAll(async () => {
  await own.drop();
  rmSync(dataDir, { recursive: true });
});

const soon = { timeout: 60_000, interval: 5 };
const definition = (trigger: Trigger): FunctionDefinition => ({
  name: 'receipt',
  entry: '',
  handler: '',
  trigger,
  lane: 'background',
  memoryMb: 128,
  timeoutSeconds: 1,
  owner: '',
  alarm: '',
  runbook: '',
});
const start = (trigger: Trigger, invoke: Invoke) =>
  provider.connect(definition(trigger), invoke, { env, dataDir, port: 0 });

const stream: Trigger = {
  type: 'stream',
  stream: 'orders',
  batchSize: 1,
  batchWindowSeconds: 0,
  retryAttempts: 1,
  maxAgeSeconds: 86_400,
};

test('what is given up lies in a folder as the object that S3 would get, and a new connection goes on behind it', async () => {
  const seen: string[] = [];
  const invoke: Invoke = async (event) => {
    const { Records } = event as KinesisStreamEvent;
    seen.push(...Records.map(bodyOf));
    if (seen.includes('bad') && !seen.includes('good')) throw new Error('never');
  };
  await putRaw(env, { key: 'a', body: 'bad' });
  const first = await start(stream, invoke);
  const objects = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.parentPath.includes(join('failures', 'aws', 'lambda', 'receipt')),
    );
  await vi.waitUntil(() => objects().length === 1, soon);
  await first.stop();

  const [object] = objects();
  const stored = JSON.parse(readFileSync(join(object?.parentPath ?? '', object?.name ?? ''), 'utf8'));
  expect(stored).toMatchObject({
    version: '1.0',
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    KinesisBatchInfo: { batchSize: 1, streamArn: expect.stringContaining(`stream/${env.STREAM_NAME}`) },
  });
  expect((JSON.parse(stored.payload) as KinesisStreamEvent).Records.map(bodyOf)).toEqual(['bad']);
  // Names that Windows takes too.
  expect(object?.name).not.toContain(':');

  await putRaw(env, { key: 'a', body: 'good' });
  const second = await start(stream, invoke);
  await vi.waitUntil(() => seen.includes('good'), soon);
  await second.stop();
  expect(seen).toEqual(['bad', 'bad', 'good']);
});

test('a schedule runs again and again, never twice at once, and a failed run does not end it', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const events: ScheduledEvent[] = [];
  let running = 0;
  let most = 0;
  const connection = await start({ type: 'schedule', rateMinutes: 1 }, async (event) => {
    events.push(event as ScheduledEvent);
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setImmediate(done));
    running -= 1;
    throw new Error('this time');
  });
  await vi.waitUntil(() => events.length === 2, soon);
  await connection.stop();
  expect(most).toBe(1);
  expect(events[0]).toMatchObject({ source: 'aws.events', 'detail-type': 'Scheduled Event', region: 'us-east-1' });
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('this time'));
  warn.mockRestore();
});

test('who starts a trigger hears of failed calls, and then nobody else does', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const heard: string[] = [];
  const fails: Invoke = async () => {
    throw new Error('killed on purpose');
  };
  const options = { env, dataDir, port: 0, onLine: (line: string) => void heard.push(line) };
  const clock = await provider.connect(definition({ type: 'schedule', rateMinutes: 1 }), fails, options);
  await vi.waitUntil(() => heard.length > 0, soon);
  await clock.stop();
  expect(heard[0]).toBe('receipt failed: Error: killed on purpose');
  const http = await provider.connect(definition({ type: 'http' }), fails, options);
  expect((await fetch(String(http.url))).status).toBe(500);
  await http.stop();
  expect(heard.at(-1)).toBe('GET /: Error: killed on purpose');
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
