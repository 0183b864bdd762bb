import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describeEventStream } from '@app/contracts';
import { storedRecords } from 'serverless-workshop/parts/aws';
import { isolate, sharedParts } from 'serverless-workshop/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStream } from '../src/open-stream.ts';
import { callLimits, recordBytes } from '../src/publish-in-order.ts';
import { eventOf } from './event-of.ts';
import { refusingKinesis } from './refusing-kinesis.ts';

// What is refused is said, and here a lot is refused.
beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

describeEventStream('Kinesis', async () => {
  const own = await isolate(sharedParts());
  const kinesis = await refusingKinesis(own.env.KINESIS_ENDPOINT ?? '');
  // A busy machine may take longer over 5 MB than the relay waits, and what is sent again lies there twice: here answers are lost on purpose alone.
  const stream = openStream({ ...own.env, KINESIS_ENDPOINT: kinesis.endpoint }, undefined, {
    requestTimeout: 600_000,
  });

  return {
    stream,
    limits: { record: recordBytes, call: callLimits.bytes },
    refuse: kinesis.refuse,
    makeInvalid: kinesis.makeInvalid,
    loseAnswers: kinesis.loseAnswers,
    stored: () => storedRecords(own.env, own.env.STREAM_NAME ?? ''),
    async close() {
      await stream.close();
      kinesis.close();
      await own.drop();
    },
  };
});

test('answers all ids when the stream cannot be reached', async () => {
  const stream = openStream({ ...sharedParts(), STREAM_NAME: 'there-is-no-such-stream' });
  expect(await stream.publish([eventOf('a1'), eventOf('a2'), eventOf('b1')])).toEqual({ failed: ['a1', 'a2', 'b1'] });
  expect(console.warn).toHaveBeenCalled();
  await stream.close();
});

test('answers all ids when a server takes the call and is silent', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const stream = openStream({ ...sharedParts(), KINESIS_ENDPOINT: endpoint }, 'orders', { requestTimeout: 20 });
  expect(await stream.publish([eventOf('a1'), eventOf('b1')])).toEqual({ failed: ['a1', 'b1'] });
  expect(sockets.length).toBeGreaterThan(0);
  expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('TimeoutError'));
  await stream.close();
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('says which setting is missing', () => {
  expect(() => openStream({})).toThrow('STREAM_NAME');
});
