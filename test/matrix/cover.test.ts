import { expect, test } from 'vitest';
import { cover, coverAsFar, pairs } from './cover.ts';
import { shuffled } from './seed.ts';

const rows = ['a1 b1 c1', 'a1 b2 c2', 'a2 b1 c2', 'a2 b2 c1', 'a1 b1 c2', 'a1 b2 c1', 'a2 b1 c1', 'a2 b2 c2'];
const needsOf = (row: string) => pairs(row.split(' '));

test('every two are covered, by fewer than all', () => {
  const chosen = cover(rows, needsOf);
  expect(new Set(chosen.flatMap(needsOf))).toEqual(new Set(rows.flatMap(needsOf)));
  expect(chosen.length).toBeLessThan(rows.length);
});

test('what is met already is not asked for again', () => {
  expect(cover(rows, needsOf, rows.flatMap(needsOf))).toEqual([]);
  expect(cover(['a1 b1 c1', 'a1 b2 c2'], needsOf, needsOf('a1 b1 c1'))).toEqual(['a1 b2 c2']);
});

test('the order decides between equals, and the seed decides the order', () => {
  expect(cover(['x', 'y'], () => ['need'])).toEqual(['x']);
  expect(shuffled(rows, 7)).toEqual(shuffled(rows, 7));
  expect(shuffled(rows, 7)).not.toEqual(shuffled(rows, 8));
  expect([...shuffled(rows, 7)].sort()).toEqual([...rows].sort());
  expect(() => shuffled(rows, Number.NaN)).toThrow('it must be a whole number');
});

test('what must be is there however little room there is, and the rest takes turns', () => {
  const must = (row: string) => [row.split(' ')[0] ?? ''];
  const all = (row: string) => [row];
  const take = (room: number, seed: number) =>
    coverAsFar(rows, must, all, { room, rotated: (list) => shuffled(list, seed) });
  expect(take(0, 1)).toHaveLength(2);
  expect(take(3, 1).slice(0, 2)).toEqual(take(3, 2).slice(0, 2));
  expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => take(3, seed)[2])).size).toBeGreaterThan(1);
  expect([...take(99, 1)].sort()).toEqual([...rows].sort());
});
