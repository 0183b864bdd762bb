import { describeOutbox, sampleOrderPlaced } from '@app/contracts';
import type { CloudEvent } from '@app/core';
import { openTable } from '@app/dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { moveAside } from '../src/aside-items.ts';
import { openOutbox, pendingAttributes } from '../src/index.ts';
import { writeRows } from '../src/local.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const outbox = await openOutbox(workshop.env);
  const table = openTable(workshop.env);
  return {
    outbox,
    env: workshop.env,
    /** An item of the index as somebody else writes it. */
    async put(sk: string, attributes: Record<string, AttributeValue>) {
      const at = { pk: { S: 'order#strange' }, sk: { S: sk }, pendingIn: { S: 'outbox' }, pendingSince: { S: sk } };
      await table.write({ Put: { Item: { ...at, ...attributes } } });
    },
    get: (sk: string) => table.get({ pk: { S: 'order#strange' }, sk: { S: sk } }),
    async store(events: readonly CloudEvent[]) {
      const key = { pk: { S: `order#${events[0]?.partitionkey}` }, sk: { S: 'order' } };
      await table.write({ Put: { Item: { ...key, ...pendingAttributes(events) } } });
    },
    write: (rows: Parameters<typeof writeRows>[1]) => writeRows(workshop.env, rows),
    async close() {
      table.close();
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

test('items that others wrote each have their rows, and all of them can leave the index', async () => {
  const { outbox, put, get, close } = await open();
  const event = sampleOrderPlaced();
  const text = { S: JSON.stringify(event) };
  await put('1 no events', { total: { N: '7' } });
  await put('2 a list', { events: { L: [text] } });
  await put('3 none left', { events: { M: {} }, eventsVersion: { N: '4' } });
  await put('4 no JSON', { events: { M: { x: { M: { event: { S: '{' } } } } } });
  await put('5 as a map', { events: { M: { y: { M: { event: { M: { id: { S: 'y' } } } } } } } });
  await put('6 no place', { events: { M: { z: text, [event.id]: { M: { event: text } } } }, kept: { S: 'yes' } });
  expect(await outbox.rows(100)).toEqual([
    { id: 'order#strange 1 no events', event: undefined, unreadable: 'its item has no map of events' },
    { id: 'order#strange 2 a list', event: undefined, unreadable: 'its item has no map of events' },
    { id: 'order#strange 3 none left', event: undefined, unreadable: 'its item has no map of events' },
    { id: 'x', event: undefined, unreadable: 'is not JSON' },
    { id: 'y', event: undefined, unreadable: 'is no text' },
    { id: 'z', event: undefined, unreadable: 'is no text' },
    { id: event.id, event },
  ]);
  const lease = await outbox.lease('relay', 60_000);
  if (!lease) throw new Error('no lease');
  const unfit = (await outbox.rows(100)).filter(({ id }) => id !== event.id).map(({ id }) => ({ id, reason: 'why' }));
  await outbox.setAside(unfit, lease);
  expect((await outbox.rows(100)).map(({ id }) => id)).toEqual([event.id]);
  await outbox.published([event.id], lease);
  expect(await outbox.rows(100)).toEqual([]);
  expect((await outbox.aside(100)).map(({ id }) => id)).toEqual(unfit.map(({ id }) => id));
  // What is not ours stays in the item.
  expect(await get('2 a list')).toMatchObject({ events: { L: [text] } });
  expect(await get('6 no place')).toMatchObject({ events: { M: {} }, kept: { S: 'yes' } });
  await close();
});

test('the same id in two items is two rows, the older one first, and none is lost', async () => {
  const { outbox, put, close } = await open();
  const first = sampleOrderPlaced();
  const second = { ...sampleOrderPlaced(), id: first.id };
  for (const [sk, event] of Object.entries({ 1: first, 2: second })) {
    await put(sk, { events: { M: { [event.id]: { M: { event: { S: JSON.stringify(event) } } } } } });
  }
  const lease = await outbox.lease('relay', 60_000);
  if (!lease) throw new Error('no lease');
  expect(await outbox.rows(100)).toEqual([{ id: first.id, event: first }]);
  await outbox.setAside([{ id: first.id, reason: 'why' }], lease);
  expect(await outbox.rows(100)).toEqual([{ id: first.id, event: second }]);
  await outbox.published([first.id], lease);
  expect(await outbox.rows(100)).toEqual([]);
  expect(await outbox.aside(100)).toEqual([{ id: first.id, event: first, reason: 'why' }]);
  await close();
});

test('a relay that dies while it sets an event aside does it again, and the event stands aside once', async () => {
  const { outbox, env, store, close } = await open();
  const event = sampleOrderPlaced();
  await store([event]);
  const lease = await outbox.lease('relay', 60_000);
  if (!lease) throw new Error('no lease');
  const table = openTable(env);
  let writes = 0;
  const dying: typeof table = {
    ...table,
    async write(write) {
      if (++writes === 2) throw new Error('killed');
      await table.write(write);
    },
  };
  const key = { pk: { S: `order#${event.partitionkey}` }, sk: { S: 'order' } };
  await expect(moveAside(dying, key, event.id, 'why')).rejects.toThrow('killed');
  expect((await outbox.rows(10)).map(({ id }) => id)).toEqual([event.id]);
  await outbox.setAside([{ id: event.id, reason: 'why' }], lease);
  expect(await outbox.rows(10)).toEqual([]);
  expect(await outbox.aside(10)).toEqual([{ id: event.id, event, reason: 'why' }]);
  table.close();
  await close();
});
