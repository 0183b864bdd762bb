import { RegisterStreamConsumerCommand } from '@aws-sdk/client-kinesis';
import { expect, inject, test } from 'vitest';
import { kinesisClient } from '../../src/parts/kinesis/client.ts';
import { PumpRig } from '../aws/pump/pump-rig.ts';

test('the local server refuses more than 500 records in a call, as Kinesis does', async () => {
  const rig = await PumpRig.open();
  await expect(rig.put(...Array.from({ length: 501 }, (_, i) => `k/${i}`))).rejects.toThrow(/500/);
  await rig.close();
});

test('the local server has no enhanced fan-out', async () => {
  const client = kinesisClient(inject('parts'));
  await expect(
    client.send(new RegisterStreamConsumerCommand({ StreamARN: 'arn:aws:kinesis:a:0:stream/s', ConsumerName: 'c' })),
  ).rejects.toThrow();
  client.destroy();
});
