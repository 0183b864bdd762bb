import { callHandler } from 'serverless-workshop/parts/aws';
import { expect, test } from 'vitest';
import { scheduleHandler } from '../src/schedule-handler.ts';
import { streamHandler } from '../src/stream-handler.ts';

const invocation = () => ({ functionName: 'test', memoryMb: 128, deadline: Date.now() + 60_000 });
const record = (sequenceNumber: string, partitionKey: string, body: string) => ({
  eventID: `shardId-000000000000:${sequenceNumber}`,
  kinesis: { sequenceNumber, partitionKey, data: Buffer.from(body).toString('base64') },
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
