import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, inject, test, vi } from 'vitest';
import { kinesisClient } from '../src/kinesis-client.ts';
import { openStream } from '../src/open-stream.ts';
import { eventOf } from './event-of.ts';
import { PumpRig } from './pump/pump-rig.ts';

let rig: PumpRig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

test('answers all ids when the stream cannot be reached', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const stream = openStream({ ...inject('parts'), STREAM_NAME: 'there-is-no-such-stream' });
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
  const stream = openStream({ ...inject('parts'), KINESIS_ENDPOINT: endpoint }, 'orders', { requestTimeout: 20 });
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

test('the local server refuses more than 500 records in a call, as Kinesis does', async () => {
  rig = await PumpRig.open();
  await expect(rig.put(...Array.from({ length: 501 }, (_, i) => `k/${i}`))).rejects.toThrow(/500/);
});

test('the local server has no enhanced fan-out', async () => {
  const { RegisterStreamConsumerCommand } = await import('@aws-sdk/client-kinesis');
  const client = kinesisClient(inject('parts'));
  await expect(
    client.send(new RegisterStreamConsumerCommand({ StreamARN: 'arn:aws:kinesis:a:0:stream/s', ConsumerName: 'c' })),
  ).rejects.toThrow();
  client.destroy();
});
