import {
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemsOf, makeTable } from './table.ts';
import { startTwoRegions, type TwoRegions } from './two-regions.ts';

let two: TwoRegions;
const TableName = 'histories';

beforeAll(async () => {
  two = await startTwoRegions();
  await Promise.all([makeTable(two.a.client(), TableName), makeTable(two.b.client(), TableName)]);
});

afterAll(() => two.stop());

const region = fc.constantFrom('a' as const, 'b' as const);
const item = fc.constantFrom('x', 'y', 'z');
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('put' as const), region, item }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('update' as const), region, item }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('delete' as const), region, item }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('together' as const), region, item }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('cut' as const, 'open' as const), region, item }) },
);

/** One write of an item: what it left there, and when it was made. */
type Written = { readonly value: string | undefined; readonly began: number; readonly ended: number };

test('whatever happens, both sides end with the same items, and each item with its last write', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async (steps) => {
      run += 1;
      const id = (name: string) => `${run}-${name}`;
      const key = (name: string) => ({ id: { S: id(name) } });
      const written = new Map<string, Written[]>();
      for (const [number, { what, region: where, item: name }] of steps.entries()) {
        const { [where]: there } = two;
        const v = { S: `${number}` };
        const values = { ':v': v };
        const began = Date.now();
        const wrote = (value: string | undefined, ...names: string[]) => {
          for (const one of names) {
            written.set(id(one), [...(written.get(id(one)) ?? []), { value, began, ended: Date.now() }]);
          }
        };
        if (what === 'cut' || what === 'open') there.way.set(what);
        if (what === 'put') {
          await there.client().send(new PutItemCommand({ TableName, Item: { ...key(name), v } }));
          wrote(v.S, name);
        }
        const update = { TableName, UpdateExpression: 'SET v = :v', ExpressionAttributeValues: values };
        if (what === 'update') {
          await there.client().send(new UpdateItemCommand({ ...update, Key: key(name) }));
          wrote(v.S, name);
        }
        if (what === 'delete') {
          await there.client().send(new DeleteItemCommand({ TableName, Key: key(name) }));
          wrote(undefined, name);
        }
        if (what === 'together') {
          const TransactItems = ['x', 'y'].map((one) => ({ Update: { ...update, Key: key(one) } }));
          await there.client().send(new TransactWriteItemsCommand({ TransactItems }));
          wrote(v.S, 'x', 'y');
        }
      }
      const all = async (where: 'a' | 'b') =>
        (await itemsOf(two[where].client(), TableName))
          .filter(({ id: own }) => own?.S?.startsWith(`${run}-`))
          .map(({ id: own, v }) => `${own?.S}=${v?.S}`);
      for (const { way } of [two.a, two.b]) way.set('open');
      for (const { running } of [two.a, two.b]) {
        await expect
          .poll(async () => (await running().lag()).outgoing.waiting, { timeout: 60_000, interval: 10 })
          .toBe(0);
      }
      const [ofA, ofB] = [await all('a'), await all('b')];
      expect(ofA).toEqual(ofB);
      const values = new Map(ofA.map((line) => line.split('=') as [string, string]));
      for (const [name, writes] of written) {
        const last = writes.at(-1);
        // Writes of one millisecond in two regions: the region's name decides.
        const possible = writes.filter(({ ended }) => ended >= (last?.began ?? 0)).map(({ value }) => value);
        expect(possible).toContain(values.get(name));
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

test('control: with a clock that is two hours ahead, the earlier write of that region beats the later one', async () => {
  const skewed = await startTwoRegions({ skewMs: 2 * 60 * 60_000 });
  try {
    const { a, b } = skewed;
    await Promise.all([makeTable(a.client(), TableName), makeTable(b.client(), TableName)]);
    const put = (where: typeof a, v: string) =>
      where.client().send(new PutItemCommand({ TableName, Item: { id: { S: 'x' }, v: { S: v } } }));
    for (const { way } of [a, b]) way.set('cut');
    await put(b, 'earlier, fast clock');
    await put(a, 'later, right clock');
    for (const { way } of [a, b]) way.set('open');
    const value = (where: typeof a) =>
      expect.poll(async () => (await itemsOf(where.client(), TableName)).map(({ v }) => v?.S), { timeout: 60_000 });
    await value(a).toEqual(['earlier, fast clock']);
    await value(b).toEqual(['earlier, fast clock']);
    // A write that has seen the other one is later than it, with any clock. A deletion is a write, too.
    await put(a, 'saw it');
    await value(b).toEqual(['saw it']);
    await b.client().send(new DeleteItemCommand({ TableName, Key: { id: { S: 'x' } } }));
    await value(a).toEqual([]);
    await put(a, 'new');
    await value(b).toEqual(['new']);
  } finally {
    await skewed.stop();
  }
});
