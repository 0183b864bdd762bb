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

test('publishes more than one call takes, and every event arrives once, in order per key', async () => {
  rig = await PumpRig.open(2);
  const stream = openStream({ ...inject('parts'), STREAM_NAME: rig.stream });
  const events = Array.from({ length: 1200 }, (_, i) => eventOf(`e${i}`, `key${i % 700}`));
  expect(await stream.publish(events)).toEqual({ failed: [] });
  await stream.close();

  await rig.start({});
  const arrived = () => rig?.delivered.map((body) => JSON.parse(body)) ?? [];
  await vi.waitUntil(() => arrived().length === 1200, { timeout: 20_000 });
  expect(arrived().map(({ id }) => id)).toHaveLength(1200);
  const ofKey = arrived().filter(({ partitionkey }) => partitionkey === 'key3');
  expect(ofKey.map(({ id }) => id)).toEqual(['e3', 'e703']);
});

test('answers all ids when the stream cannot be reached', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const stream = openStream({ ...inject('parts'), STREAM_NAME: 'there-is-no-such-stream' });
  expect(await stream.publish([eventOf('a1'), eventOf('a2'), eventOf('b1')])).toEqual({ failed: ['a1', 'a2', 'b1'] });
  expect(warn).toHaveBeenCalled();
  await stream.close();
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
