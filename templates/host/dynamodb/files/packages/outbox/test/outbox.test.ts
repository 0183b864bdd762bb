import { describeOutbox, sampleOrderPlaced } from '@app/contracts';
import type { CloudEvent } from '@app/core';
import { createClient } from '@app/dynamodb';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { openOutbox, pendingAttributes } from '../src/index.ts';
import { writeRows } from '../src/local.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const outbox = await openOutbox(workshop.env);
  const { client, name: TableName } = createClient(workshop.env);
  return {
    outbox,
    env: workshop.env,
    async store(events: readonly CloudEvent[]) {
      const key = { pk: { S: `order#${events[0]?.partitionkey}` }, sk: { S: 'order' } };
      await client.send(new PutItemCommand({ TableName, Item: { ...key, ...pendingAttributes(events) } }));
    },
    write: (rows: Parameters<typeof writeRows>[1]) => writeRows(workshop.env, rows),
    async close() {
      client.destroy();
      await outbox.close();
      await workshop.stop();
    },
  };
}

describeOutbox('DynamoDB', open);

test('a relay that was restarted can mark what another instance handed out', async () => {
  const { outbox, env, store, close } = await open();
  const event = sampleOrderPlaced();
  await store([event]);
  const restarted = await openOutbox(env);
  const lease = await restarted.lease('restarted', 60_000);
  if (!lease) throw new Error('no lease');
  await restarted.published([event.id], lease);
  expect(await outbox.pending(10)).toEqual([]);
  await restarted.close();
  await close();
});
