import { expect, test } from 'vitest';
import { newNameProblem, partEvent } from '../../../src/repo/add/names.ts';

test.each(['stock-warning', 'a1', 'x-2-y'])('%s can be a function', (name) => {
  expect(newNameProblem('glue', name)).toBeUndefined();
});

test.each([
  '',
  'a',
  'Stock',
  '-a',
  'a-',
  'a--b',
  '1a',
  '../a',
  'a/b',
  'a b',
  'ä',
  'a.b',
  'a_b',
  '$(x)',
  'a'.repeat(33),
])('%j can be no function', (name) => {
  expect(newNameProblem('glue', name)).toBeDefined();
});

test.each(['con', 'prn', 'aux', 'nul', 'com1', 'com9', 'lpt1', 'lpt9'])(
  '%s can be no function and no module: Windows holds no such folder',
  (name) => {
    expect(newNameProblem('glue', name)).toBe(`The name "${name}" is reserved on Windows.`);
    expect(newNameProblem('event', `${name}.order.v1`)).toBe(`The name "${name}.order.v1" is reserved on Windows.`);
    expect(newNameProblem('glue', `${name}-1`)).toBeUndefined();
    expect(newNameProblem('event', `shop.${name}.v1`)).toBeUndefined();
  },
);

test.each(['shop.order.shipped.v1', 'a.b.v12'])('%s can be an event', (name) => {
  expect(newNameProblem('event', name)).toBeUndefined();
});

test.each([
  '',
  'shop',
  'shop.order',
  'shop.v1',
  'shop.order.v0',
  'Shop.order.v1',
  'shop..v1',
  '../x.v1',
  'a b.c.v1',
  'shop.order.v1/x',
])('%j can be no event', (name) => {
  expect(newNameProblem('event', name)).toBeDefined();
});

test.each(['stock-warning', 'a1', 'x-2-y', 'a'.repeat(32)])('the event of the parts of %s is an event', (name) => {
  expect(newNameProblem('event', partEvent(name))).toBeUndefined();
});
