import type { Order, StockLevel } from '@app/core';
import { expect, test } from 'vitest';
import { type Customer, policies } from '../src/policies.ts';
import type { PolicyTable } from '../src/policy.ts';
import { type Changes, replicated } from '../src/replicated.ts';

const { order, product, customer } = policies;

// The compiler refuses each of these: a line that compiles makes `npm run check` fail.
test('a table that breaks what a field promises does not compile', () => {
  // @ts-expect-error a total under a counter
  ({ ...order, total: { is: 'money', policy: 'counter' } }) satisfies PolicyTable<Order>;
  // @ts-expect-error a total whose last write wins no longer fits its lines
  ({ ...order, total: { is: 'money', policy: 'last-write-wins' } }) satisfies PolicyTable<Order>;
  // @ts-expect-error a total is money, whatever the table says
  ({ ...order, total: { is: 'count', policy: 'counter' } }) satisfies PolicyTable<Order>;
  // @ts-expect-error the lines hold prices
  ({ ...order, lines: { is: 'record', policy: 'last-write-wins' } }) satisfies PolicyTable<Order>;
  // @ts-expect-error the customer of an order holds an e-mail
  ({ ...order, customer: { is: 'guarded record', policy: 'last-write-wins' } }) satisfies PolicyTable<Order>;
  // @ts-expect-error two regions would give the same id
  ({ ...order, id: { is: 'unique name', policy: 'last-write-wins' } }) satisfies PolicyTable<Order>;
  // @ts-expect-error an id is no label
  ({ ...order, id: { is: 'label', policy: 'last-write-wins' } }) satisfies PolicyTable<Order>;
  // @ts-expect-error a counter oversells
  ({ ...product, available: { is: 'stock', policy: 'counter' } }) satisfies PolicyTable<StockLevel>;
  // @ts-expect-error stock is no count
  ({ ...product, available: { is: 'count', policy: 'counter' } }) satisfies PolicyTable<StockLevel>;
  // @ts-expect-error a price is no measure
  ({ ...product, unitPrice: { is: 'measure', policy: 'last-write-wins' } }) satisfies PolicyTable<StockLevel>;
  // @ts-expect-error an e-mail is a key
  ({ ...customer, email: { is: 'prose', policy: 'text' } }) satisfies PolicyTable<Customer>;
  // @ts-expect-error a counter counts, and a name is no number
  ({ ...customer, name: { is: 'count', policy: 'counter' } }) satisfies PolicyTable<Customer>;
  // @ts-expect-error a set under a counter
  ({ ...customer, cart: { is: 'list', policy: 'counter' } }) satisfies PolicyTable<Customer>;
  // Stock may also be sold by its home alone.
  ({ ...product, available: { is: 'stock', policy: 'single-writer' } }) satisfies PolicyTable<StockLevel>;
  expect(product.available.policy).toBe('escrow');
});

test('a field without a policy, and a policy without a field, do not compile', () => {
  type Later = Customer & { readonly language?: string };
  // @ts-expect-error `language` has no policy, also where it is optional
  ({ ...customer }) satisfies PolicyTable<Later>;
  ({ ...customer, language: { is: 'label', policy: 'last-write-wins' } }) satisfies PolicyTable<Later>;
  // @ts-expect-error there is no field `language`
  ({ ...customer, language: { is: 'label', policy: 'last-write-wins' } }) satisfies PolicyTable<Customer>;
  expect(Object.keys(customer)).toEqual(['email', 'name', 'cart', 'visits']);
});

test('an edit says what its policy can merge', () => {
  type Edit = Changes<Customer, typeof customer>;
  ({ name: 'Ada', cart: { add: ['mug'] }, visits: { by: 1 } }) satisfies Edit;
  // @ts-expect-error a set is not replaced: an addition of another region would be lost
  ({ cart: ['mug'] }) satisfies Edit;
  // @ts-expect-error a counter is not set
  ({ visits: 7 }) satisfies Edit;
  // @ts-expect-error stock is moved by reserve, release and deliver
  ({ available: 7 }) satisfies Changes<StockLevel, typeof product>;
  expect(replicated<Customer, typeof customer>(customer, { regions: ['eu'] })).toBeDefined();
});

test('a table with a text does not compile without an engine for it', () => {
  type Note = { readonly note: string };
  const table = { note: { is: 'prose', policy: 'text' } } as const satisfies PolicyTable<Note>;
  // @ts-expect-error there is no engine
  const notes = replicated<Note, typeof table>(table, { regions: ['eu'] });
  expect(() => notes.create({ note: 'a' }, { region: 'eu', now: 0 })).toThrow('text');
});
