import {
  DeleteItemCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { itemOf, itemsOf, makeTable } from './table.ts';
import { type Region, startTwoRegions, type TwoRegions } from './two-regions.ts';

let two: TwoRegions;
let a: Region;
let b: Region;
let tables = 0;

beforeAll(async () => {
  two = await startTwoRegions();
  ({ a, b } = two);
});

afterAll(() => two.stop());

// Each region has met the other one, and has nothing left to send of the test before.
beforeEach(async () => {
  for (const { way } of [a, b]) way.set('open');
  for (const { running } of [a, b]) {
    await within(async () => (await running().lag()).outgoing.answeredAt).toBeDefined();
    await within(async () => (await running().lag()).outgoing.waiting).toBe(0);
  }
});

/** A new table in both regions. */
async function table(): Promise<string> {
  const name = `regions-${++tables}`;
  await Promise.all([makeTable(a.client(), name), makeTable(b.client(), name)]);
  return name;
}

const key = (id: string) => ({ id: { S: id } });
const put = (client: DynamoDBClient, TableName: string, id: string, v: string) =>
  client.send(new PutItemCommand({ TableName, Item: { ...key(id), v: { S: v } } }));
const textOf = async (region: Region, name: string, id: string) => (await itemOf(region.client(), name, id))?.v?.S;
const soon = { timeout: 60_000, interval: 20 };
const within = <T>(read: () => Promise<T>) => expect.poll(read, soon);

test('writes of each region come to the other one: new, changed, deleted, and their index', async () => {
  const name = await table();
  await put(a.client(), name, 'of-a', 'one');
  await put(b.client(), name, 'of-b', 'two');
  await within(() => textOf(b, name, 'of-a')).toBe('one');
  await within(() => textOf(a, name, 'of-b')).toBe('two');

  await b.client().send(
    new UpdateItemCommand({
      TableName: name,
      Key: key('of-a'),
      UpdateExpression: 'SET v = :v, pending = :yes',
      ExpressionAttributeValues: { ':v': { S: 'changed' }, ':yes': { S: 'yes' } },
    }),
  );
  await within(() => textOf(a, name, 'of-a')).toBe('changed');
  const pending = async () => {
    const { Items = [] } = await a.client().send(
      new QueryCommand({
        TableName: name,
        IndexName: 'pending',
        KeyConditionExpression: 'pending = :yes',
        ExpressionAttributeValues: { ':yes': { S: 'yes' } },
      }),
    );
    return Items.map(({ id }) => id?.S);
  };
  expect(await pending()).toEqual(['of-a']);

  await b.client().send(new DeleteItemCommand({ TableName: name, Key: key('of-a') }));
  await within(() => itemOf(a.client(), name, 'of-a')).toBeUndefined();
  expect(await pending()).toEqual([]);
  expect(await itemsOf(b.client(), name)).toEqual([{ ...key('of-b'), v: { S: 'two' } }]);
});

test('the writes of an item arrive in their order, and what came from the other region is not sent back', async () => {
  const name = await table();
  // The log of b keeps what it has to send.
  for (const { way } of [a, b]) way.set('cut');
  for (let n = 0; n <= 40; n += 1) await put(a.client(), name, 'counted', String(n).padStart(3, '0'));
  expect((await a.running().lag()).outgoing.waiting).toBeGreaterThan(40);
  const seen: string[] = [];
  b.way.set('open');
  await within(async () => {
    const value = await textOf(b, name, 'counted');
    if (value !== undefined) seen.push(value);
    return value;
  }).toBe('040');
  expect(seen).toEqual([...seen].sort());
  await within(async () => (await a.running().lag()).outgoing.waiting).toBe(0);
  expect((await b.running().lag()).outgoing.waiting).toBe(0);
  a.way.set('open');
});

test.each(['cut', 'mute'] as const)('after the way was %s nothing is missing', async (state) => {
  const name = await table();
  b.way.set(state);
  await put(a.client(), name, 'in-the-dark', 'kept');
  await within(async () => (await a.running().lag()).outgoing.waiting).toBe(1);
  await put(b.client(), name, 'of-b', 'free');
  await within(() => textOf(a, name, 'of-b')).toBe('free');
  expect(await textOf(b, name, 'in-the-dark')).toBeUndefined();
  b.way.set('open');
  await within(() => textOf(b, name, 'in-the-dark')).toBe('kept');
});

test('a link that is too slow for many items at once gets a few', async () => {
  const name = await table();
  b.way.set('cut');
  for (const id of ['1', '2', '3']) await put(a.client(), name, id, 'x'.repeat(15 * 1024));
  b.way.set('narrow');
  await within(async () => (await itemsOf(b.client(), name)).map(({ id }) => id?.S)).toEqual(['1', '2', '3']);
  b.way.set('open');
});

test('of two writes of one item in a cut the last one stays, on both sides, and nobody is told of the other', async () => {
  const name = await table();
  for (const { way } of [a, b]) way.set('cut');
  await put(b.client(), name, 'first-b', 'of b');
  await put(a.client(), name, 'first-a', 'of a');
  await expect.poll(() => Date.now()).toBeGreaterThan(Date.now() + 2);
  await put(a.client(), name, 'first-b', 'of a');
  await b.client().send(new DeleteItemCommand({ TableName: name, Key: key('first-a') }));
  for (const { way } of [a, b]) way.set('open');
  await within(() => textOf(b, name, 'first-b')).toBe('of a');
  await within(() => itemOf(a.client(), name, 'first-a')).toBeUndefined();
  await within(async () => (await b.running().lag()).outgoing.waiting).toBe(0);
  await within(async () => (await a.running().lag()).outgoing.waiting).toBe(0);
  const left = [{ ...key('first-b'), v: { S: 'of a' } }];
  expect(await itemsOf(a.client(), name)).toEqual(left);
  expect(await itemsOf(b.client(), name)).toEqual(left);
});

test('a transaction arrives item by item: a half of it can be seen, and the other half waits for its table', async () => {
  const name = await table();
  const late = `${name}-late`;
  await makeTable(a.client(), late);
  const both = [name, late].map((TableName) => ({ Put: { TableName, Item: key('half') } }));
  await a.client().send(new TransactWriteItemsCommand({ TransactItems: both }));
  await within(() => itemOf(b.client(), name, 'half')).toEqual(key('half'));
  await within(async () => (await a.running().lag()).outgoing.refused).toEqual([late]);
  // What comes after it is not held up.
  await put(a.client(), name, 'after', 'there');
  await within(() => textOf(b, name, 'after')).toBe('there');
  await makeTable(b.client(), late);
  await within(() => itemOf(b.client(), late, 'half')).toEqual(key('half'));
  await within(async () => (await a.running().lag()).outgoing.waiting).toBe(0);
});

test('a table that is deleted takes with it what waits for the other region', async () => {
  const name = `regions-${++tables}`;
  await makeTable(a.client(), name);
  await put(a.client(), name, 'x', 'old');
  await within(async () => (await a.running().lag()).outgoing.waiting).toBe(1);
  await a.client().send(new DeleteTableCommand({ TableName: name }));
  await within(async () => (await a.running().lag()).outgoing.waiting).toBe(0);
});

test('the lag can be read on both sides, and grows while the way is cut', async () => {
  const name = await table();
  await within(async () => (await b.running().lag()).incoming?.region).toBe(a.name);
  b.way.set('cut');
  const began = Date.now();
  await put(a.client(), name, 'late', 'x');
  const { region, outgoing } = await a.running().lag();
  expect(region).toBe(a.name);
  expect(outgoing.waiting).toBe(1);
  expect(outgoing.oldest).toBeGreaterThanOrEqual(began);
  expect((await b.running().lag()).incoming?.asOf).toBeLessThanOrEqual(outgoing.oldest ?? 0);
  b.way.set('open');
  // Each write before this time has arrived, the one above among them.
  await within(async () => (await b.running().lag()).incoming?.asOf).toBeGreaterThan(outgoing.oldest ?? 0);
  expect(await textOf(b, name, 'late')).toBe('x');
});

test('killed at any time, each side keeps what was acknowledged and sends it on after its restart', async () => {
  const seed = Date.now();
  console.log(`seed ${seed}`);
  const name = await table();
  const kills = fc.sample(fc.record({ count: fc.integer({ min: 1, max: 80 }), ms: fc.nat(20) }), { seed, numRuns: 4 });
  const acknowledged = new Set<string>();
  for (const [round, { count, ms }] of kills.entries()) {
    const [killed, other] = round % 2 === 0 ? [a, b] : [b, a];
    const client = killed.client();
    let left = count;
    const writer = async (number: number) => {
      for (let step = 0; ; step += 1) {
        const id = `${round}-${number}-${step}`;
        await put(client, name, id, killed.name);
        acknowledged.add(id);
        left -= 1;
        if (left === 0) setTimeout(() => killed.kill(), ms);
      }
    };
    await Promise.allSettled([0, 1, 2, 3].map(writer));
    await killed.kill();
    await put(other.client(), name, `${round}-alone`, other.name);
    acknowledged.add(`${round}-alone`);
    await killed.start();
  }
  for (const { running } of [a, b]) await within(async () => (await running().lag()).outgoing.waiting).toBe(0);
  const [ofA, ofB] = [await itemsOf(a.client(), name), await itemsOf(b.client(), name)];
  expect(ofA).toEqual(ofB);
  expect(ofA.map(({ id }) => id?.S)).toEqual(expect.arrayContaining([...acknowledged]));
});

test('an empty store in place of a region gets all that the other one has', async () => {
  const name = await table();
  await put(a.client(), name, 'kept', 'x');
  await within(() => textOf(b, name, 'kept')).toBe('x');
  await b.lose();
  await makeTable(b.client(), name);
  await within(() => textOf(b, name, 'kept')).toBe('x');
});
