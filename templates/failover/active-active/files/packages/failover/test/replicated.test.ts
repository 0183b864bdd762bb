import { expect, test } from 'vitest';
import { addItems, itemsOf, mergeSets, noItems, removeItems } from '../src/add-wins-set.ts';
import type { Copy } from '../src/copy.ts';
import { count, noCount } from '../src/counter.ts';
import { reserve } from '../src/escrow.ts';
import { mergeLast } from '../src/last-write-wins.ts';
import { mergeCopies, PolicyChangedError } from '../src/merge.ts';
import { type Customer, policies } from '../src/policies.ts';
import type { PolicyTable } from '../src/policy.ts';
import { NotHomeError, replicated } from '../src/replicated.ts';
import type { TextEngine } from '../src/text.ts';

const regions = ['eu', 'us'];
const customers = replicated<Customer, typeof policies.customer>(policies.customer, { regions });
const noon = Date.parse('2026-01-01T12:00:00Z');
const eu = { region: 'eu', now: noon };
const us = { region: 'us', now: noon };
const ada: Customer = { email: 'ada@example.com', name: 'Ada', cart: ['mug'], visits: 2 };
const created = customers.create(ada, eu);

test('a copy is plain JSON, and reads as the document', () => {
  expect(customers.read(JSON.parse(JSON.stringify(created)))).toEqual(ada);
});

test('two regions edit during a cut, and both see all of it afterwards', () => {
  const inEu = customers.edit(created, { name: 'Ada L.', cart: { add: ['poster'] }, visits: { by: 1 } }, eu);
  const inUs = customers.edit(created, { cart: { add: ['notebook'], remove: ['mug'] }, visits: { by: 2 } }, us);
  const merged = customers.receive(inEu, inUs, eu);
  expect(customers.read(merged)).toEqual({ ...ada, name: 'Ada L.', cart: ['notebook', 'poster'], visits: 5 });
  expect(customers.receive(inUs, inEu, us)).toEqual(merged);
});

test('an addition wins over a removal that has not seen it', () => {
  const inEu = customers.edit(created, { cart: { remove: ['mug'] } }, eu);
  const inUs = customers.edit(created, { cart: { add: ['mug'] } }, us);
  expect(customers.read(customers.merge(inEu, inUs)).cart).toEqual(['mug']);
});

test('only the home writes the fields of a single writer, and the error names it', () => {
  const edit = () => customers.edit(created, { name: 'A.', email: 'a@example.com' }, us);
  expect(edit).toThrow(NotHomeError);
  expect(edit).toThrow(expect.objectContaining({ home: 'eu' }));
});

test('the late writes of an old home lose against the new one', () => {
  const moved = customers.takeOver(created, { region: 'us', epoch: 1 });
  let late = created;
  for (const email of ['b@example.com', 'c@example.com', 'd@example.com']) late = customers.edit(late, { email }, eu);
  const written = customers.edit(moved, { email: 'e@example.com' }, us);
  expect(customers.read(customers.merge(late, written)).email).toBe('e@example.com');
  expect(() => customers.takeOver(moved, { region: 'eu', epoch: 1 })).toThrow(
    'The epoch of a new home must be higher than 1, not 1.',
  );
});

test('a copy of a clock that is more than a day ahead is not taken in', () => {
  const ahead = customers.edit(created, { name: 'A.' }, { region: 'us', now: noon + 25 * 3_600_000 });
  expect(() => customers.receive(created, ahead, eu)).toThrow('25 hours ahead of the clock of eu');
});

test('fields and policies that only newer code knows are kept, and merged where the policy is known', () => {
  const later = { ...created, fields: { ...created.fields, likes: count(noCount, 1, 'us') } };
  const other = { ...created, fields: { ...created.fields, likes: count(noCount, 2, 'ap') } };
  const merged = customers.merge(customers.merge(created, later), other);
  expect(customers.read(merged)).toEqual({ ...ada, likes: 3 });
  expect(customers.edit(merged, { visits: { by: 1 } }, us).fields).toHaveProperty('likes');

  const unknown = (value: number) => JSON.parse(`{"likes":{"policy":"largest","value":${value}}}`);
  const [one, two]: Copy[] = [1, 2].map((value) => ({ ...created, fields: { ...created.fields, ...unknown(value) } }));
  if (!one || !two) throw new Error('there are two');
  expect(customers.merge(one, two)).toEqual(customers.merge(two, one));
  expect(customers.merge(created, one)).toEqual(one);
  expect(customers.read(one)).toEqual(ada);

  const home = { ...created.home, fields: { ...created.home.fields, vip: true } };
  const edited = customers.edit({ ...created, home }, { email: 'a@example.com' }, eu);
  expect(customers.read(edited)).toEqual({ ...ada, email: 'a@example.com', vip: true });
});

test('a field that changed its policy is refused by name', () => {
  const changed = { ...created, fields: { ...created.fields, cart: count(noCount, 1, 'us') } };
  expect(() => customers.merge(created, changed)).toThrow(PolicyChangedError);
  expect(() => customers.merge(created, changed)).toThrow(
    'The field cart is set in one place and counter in another. A field keeps its policy. Give it a new name where you change its policy.',
  );
});

test('an edit under another policy than the stored one is refused too: nothing is started afresh', () => {
  const changed = { ...created, fields: { ...created.fields, cart: count(noCount, 1, 'us') } };
  expect(() => customers.edit(changed, { cart: { add: ['mug'] } }, eu)).toThrow(PolicyChangedError);
});

test('two writes under one stamp or one version are a mistake, and all regions choose the same one', () => {
  const [one, other] = ['a', 'b'].map((value) => ({ policy: 'last-write-wins' as const, value, stamp: 'same' }));
  if (!one || !other) throw new Error('there are two');
  expect(mergeLast(one, other)).toEqual(mergeLast(other, one));
  const home = { ...created.home, fields: { email: 'other@example.com' } };
  expect(mergeCopies(created, { ...created, home })).toEqual(mergeCopies({ ...created, home }, created));
});

test('stock is sold from the quota of the region, and readers see what all regions hold', () => {
  const { product } = policies;
  type Product = { sku: string; name: string; unitPrice: number; available: number };
  const products = replicated<Product, typeof product>(product, { regions });
  const shelf = products.create({ sku: 'mug', name: 'Mug', unitPrice: 1250, available: 10 }, eu);
  const mine = products.quotaOf(shelf, 'available', 'eu');
  // The other half is a gift on its way to the other region.
  expect([mine.free, products.read(shelf).available]).toEqual([5, 5]);
  const sold = products.withQuota(shelf, 'available', reserve(mine, 2).quota);
  expect(products.read(products.merge(shelf, sold)).available).toBe(3);
  expect(products.quotaOf(sold, 'available', 'us')).toMatchObject({ region: 'us', free: 0, version: 0 });
});

test('a set keeps nothing of what was added and removed', () => {
  let set = addItems(noItems, ['mug'], 'eu');
  for (let i = 0; i < 1000; i++) {
    set = removeItems(addItems(set, ['poster'], 'eu'), ['poster']);
    set = mergeSets(set, addItems(set, ['mug'], 'us'));
  }
  expect(itemsOf(set)).toEqual(['mug']);
  expect(JSON.stringify(set).length).toBeLessThan(100);
});

test('a counter refuses what it could not count exactly', () => {
  for (const by of [0.5, Number.NaN, 2 ** 53]) expect(() => count(noCount, by, 'eu')).toThrow(RangeError);
});

test('a text is merged by the engine that it is opened with, and kept where there is none', async () => {
  type Note = { readonly note: string };
  const table = { note: { is: 'prose', policy: 'text' } } as const satisfies PolicyTable<Note>;
  // As small as an engine can be: it keeps every line that somebody wrote.
  const lines = (text: string) => new Set(text.split('\n'));
  const text: TextEngine = {
    create: (state) => state,
    read: (state) => state,
    edit: (state, next) => [...lines(`${state}\n${next}`)].sort().join('\n'),
    merge: (a, b) => [...lines(`${a}\n${b}`)].sort().join('\n'),
  };
  const notes = replicated<Note, typeof table>(table, { regions, text });
  const first = notes.create({ note: 'a' }, eu);
  const [one, other] = [notes.edit(first, { note: 'b' }, eu), notes.edit(first, { note: 'c' }, us)];
  expect(notes.read(notes.merge(one, other))).toEqual({ note: 'a\nb\nc' });
  expect(mergeCopies(one, other)).toEqual(mergeCopies(other, one));
});
