import { callHandler } from 'serverless-workshop/parts/aws';
import { expect, test } from 'vitest';
import { scheduleHandler, streamHandler } from '../src/handlers.ts';

const invocation = () => ({ functionName: 'test', memoryMb: 128, deadline: Date.now() + 60_000 });
const record = (sequenceNumber: string, partitionKey: string, body: string | Uint8Array) => ({
  eventID: `shardId-000000000000:${sequenceNumber}`,
  kinesis: { sequenceNumber, partitionKey, data: Buffer.from(body as string).toString('base64') },
});

test('a stream handler hands on records as the ports have them, and reports the failed ones by sequence number', async () => {
  const event = { Records: [record('1', 'a', 'one ✓'), record('2', 'b', 'two')] };
  const handler = streamHandler(async (records, native) => {
    expect(records).toEqual([
      { id: '1', key: 'a', body: 'one ✓' },
      { id: '2', key: 'b', body: 'two' },
    ]);
    expect(native.event).toBe(event);
    expect(native.context.functionName).toBe('test');
    return { failed: ['2'] };
  });
  expect(await callHandler(handler, event, invocation())).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

test('a stream handler hands on what is not UTF-8 as the bytes that came, and a text with all that is in it', async () => {
  const bodies = [Buffer.from([0x22, 0xe4, 0xff, 0x22]), Buffer.from([0xed, 0xa0, 0x80]), '\uFEFF"\0"'];
  const seen: (string | Uint8Array)[] = [];
  const handler = streamHandler(async (records) => {
    seen.push(...records.map(({ body }) => body));
    return { failed: [] };
  });
  const event = { Records: bodies.map((body, i) => record(String(i), 'a', body)) };
  await callHandler(handler, event, invocation());
  expect(seen.map((body) => typeof body)).toEqual(['object', 'object', 'string']);
  expect(seen.map((body) => Buffer.from(body as string).toString('hex'))).toEqual(
    bodies.map((body) => Buffer.from(body as string).toString('hex')),
  );
});

test('a schedule handler tells what is left of the timeout', async () => {
  let left = 0;
  const handler = scheduleHandler(async ({ remainingMs }) => {
    left = remainingMs();
  });
  await callHandler(handler, {}, invocation());
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(60_000);
});

test('what is no function is said to be none', async () => {
  await expect(callHandler(undefined, {}, invocation())).rejects.toThrow('test: the handler is not a function');
});
