import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failedRecords } from '../../src/aws/failed-records.ts';
import { failureFolder } from '../../src/aws/pump/failure-destination.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'failed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = (id: string, body: string | Uint8Array) => ({
  sequenceNumber: id,
  partitionKey: 'ä',
  data: Buffer.from(body as string).toString('base64'),
  arrivedAt: 0,
});
const source = { streamArn: 'arn:aws:kinesis:eu-central-1:0:stream/orders', shardId: 's', functionName: 'receipt' };
const discard = (...records: ReturnType<typeof record>[]) =>
  failureFolder(folder).discard({ records, condition: 'RetryAttemptsExhausted', invocations: 5, source });

test('what the pump gave up is read back whole, each record once', async () => {
  await discard(record('1', '{"a":"ä ✓"}'), record('2', 'not JSON'));
  await discard(record('2', 'not JSON'));
  expect((await failedRecords(folder)).toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
    { id: '1', key: 'ä', body: '{"a":"ä ✓"}' },
    { id: '2', key: 'ä', body: 'not JSON' },
  ]);
});

test('what is not UTF-8 is read back byte for byte, and so is the mark before a text', async () => {
  const bytes = Buffer.from([0x7b, 0x22, 0xe4, 0xff, 0x22, 0x7d]);
  const marked = '\uFEFF{"a":1}';
  await discard(record('1', bytes), record('2', marked));
  const found = new Map((await failedRecords(folder)).map(({ id, body }) => [id, body]));
  expect(Buffer.compare(found.get('1') as Uint8Array, bytes)).toBe(0);
  expect(found.get('2')).toBe(marked);
});

test('a folder that is not there holds none, and what a failed schedule left is passed over', async () => {
  expect(await failedRecords(join(folder, 'none'))).toEqual([]);
  const note = join(folder, 'aws/lambda/async/relay/2026/01/02/note');
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, JSON.stringify({ version: '1.0', requestPayload: {}, responsePayload: { errorMessage: 'x' } }));
  expect(await failedRecords(folder)).toEqual([]);
});

test('a file that is something else is named', async () => {
  writeFileSync(join(folder, 'photo.jpg'), 'not JSON');
  await expect(failedRecords(folder)).rejects.toThrow('photo.jpg is no object of a failure destination');
});
