import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type CloudEvent, PermanentError, readJson } from '@app/core';
import { openStream } from '@app/provider';
import { failedRecords, provider, requestDrain } from '@app/provider/local';
import { functions } from 'serverless-workshop/local';
import { RefusedError } from 'serverless-workshop/ops';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verbs } from '../src/verbs.ts';
import { placed } from './placed.ts';

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
});
afterAll(() => workshop?.stop());

const failed = async () => (await failedRecords(join(workshop.dataDir, 'failures'))).map(({ body }) => idOf(body));
const idOf = (body: string | Uint8Array) => (readJson(body) as CloudEvent).id;

type KinesisEvent = { Records: { kinesis: { data: string } }[] };
const idsOf = (event: unknown) =>
  (event as KinesisEvent).Records.map(({ kinesis }) => idOf(Buffer.from(kinesis.data, 'base64')));

/** The receipt's own trigger without an end to its retries, and a function that fails on some events. */
async function stuckOn(bad: ReadonlySet<string>, handled: string[]) {
  const definition = functions().find(({ definition }) => definition.name === 'receipt')?.definition;
  if (definition?.trigger.type !== 'stream') throw new Error('receipt is not on a stream');
  let tries = 0;
  const connection = await provider.connect(
    { ...definition, trigger: { ...definition.trigger, retryAttempts: -1 }, aws: { bisect: false } },
    async (event) => {
      const ids = idsOf(event);
      if (ids.some((id) => bad.has(id))) {
        tries += 1;
        throw new PermanentError('it fails again');
      }
      handled.push(...ids);
      return undefined;
    },
    { env: workshop.env, dataDir: workshop.dataDir, port: 0 },
  );
  return { tries: () => tries, stop: () => connection.stop() };
}

test('the record that blocks goes to the failure destination, that one alone, and the others of its shard go on', async () => {
  const key = `stuck-${randomUUID()}`;
  const events = Array.from({ length: 5 }, (_, i) => placed(`${key}-${i}`, key));
  const ids = events.map(({ id }) => id);
  const [bad, alsoBad] = [String(ids[1]), String(ids[3])];
  const handled: string[] = [];
  const stream = openStream(workshop.env);
  await stream.publish(events);
  await stream.close();
  const receipt = await stuckOn(new Set([bad, alsoBad]), handled);
  await workshop.until('the whole batch has failed again', () => receipt.tries() > 2);
  // The control: nobody has asked, so that everything waits and nothing is given up.
  expect([handled, await failed()]).toEqual([[], []]);

  const drained = await requestDrain(workshop.dataDir, 'receipt', 30_000);
  expect(drained).toMatchObject({ key });
  await workshop.until('the records before the next bad one are handled', () => handled.length >= 2);
  expect(await failed()).toEqual([bad]);

  await requestDrain(workshop.dataDir, 'receipt', 30_000);
  await workshop.until('all others are handled', () => handled.length >= 3);
  await receipt.stop();
  // Nothing is lost and nothing is there twice: each record was handled, or is in the failure destination.
  expect(handled).toEqual([ids[0], ids[2], ids[4]]);
  expect((await failed()).toSorted()).toEqual([bad, alsoBad].toSorted());
});

test('where nothing fails nothing is moved, also not later', async () => {
  const before = await failed();
  expect(await requestDrain(workshop.dataDir, 'receipt', 100)).toBeUndefined();
  const handled: string[] = [];
  const event = placed(`late-${randomUUID()}`);
  const receipt = await stuckOn(new Set([event.id]), handled);
  const stream = openStream(workshop.env);
  await stream.publish([event]);
  await stream.close();
  await workshop.until('it has failed', () => receipt.tries() > 1);
  await receipt.stop();
  expect(await failed()).toEqual(before);
});

test.each([['nobody'], ['relay'], ['']])('"%s" is refused', async (name) => {
  const refusal = (await verbs.load('drain')).run([name]);
  await expect(refusal).rejects.toThrow(RefusedError);
  await expect(refusal).rejects.toThrow(/There are: .*\breceipt\b/);
});
