import { expect, test } from 'vitest';
import { similarity } from '../../../../src/repo/update/plan/similarity.ts';

const like = (a: string, b: string) => similarity(Buffer.from(a), Buffer.from(b));

test('the same text is 1, nothing in common is 0, an empty file is like nothing', () => {
  expect(like('a\nb\n', 'a\nb\n')).toBe(1);
  expect(like('a\n', 'b\n')).toBe(0);
  expect(like('', '')).toBe(0);
});

test('what counts is the part of the larger file, wherever the lines stand', () => {
  expect(like('a\nb\nc\nd\n', 'd\nc\n')).toBe(0.5);
  expect(like('a\nb\n', 'b\na\n')).toBe(1);
});

test('a line counts as often as both have it', () => {
  expect(like('a\na\na\na\n', 'a\n')).toBe(0.25);
});

test('converted line endings make a file no other one', () => {
  expect(like('a\nb\nc\n', 'a\r\nb\r\nc\r\n')).toBeGreaterThan(0.6);
});
