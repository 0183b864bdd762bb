import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { sharedParts } from 'serverless-workshop/testing';
import { expect, test, vi } from 'vitest';
import { openStream } from '../src/open-stream.ts';
import { eventOf } from './event-of.ts';

test('answers all ids when the stream cannot be reached', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const stream = openStream({ ...sharedParts(), STREAM_NAME: 'there-is-no-such-stream' });
  expect(await stream.publish([eventOf('a1'), eventOf('a2'), eventOf('b1')])).toEqual({ failed: ['a1', 'a2', 'b1'] });
  expect(warn).toHaveBeenCalled();
  await stream.close();
});

test('answers all ids when a server takes the call and is silent', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const stream = openStream({ ...sharedParts(), KINESIS_ENDPOINT: endpoint }, 'orders', { requestTimeout: 20 });
  expect(await stream.publish([eventOf('a1'), eventOf('b1')])).toEqual({ failed: ['a1', 'b1'] });
  expect(sockets.length).toBeGreaterThan(0);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('TimeoutError'));
  await stream.close();
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('says which setting is missing', () => {
  expect(() => openStream({})).toThrow('STREAM_NAME');
});
