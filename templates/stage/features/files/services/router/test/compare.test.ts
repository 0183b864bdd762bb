import { expect, test } from 'vitest';
import { type Answer, differencesOf } from '../src/index.ts';

const json = (value: unknown, status = 200): Answer => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: Buffer.from(JSON.stringify(value)),
});
const text = (body: string, contentType = 'text/html'): Answer => ({
  status: 200,
  contentType,
  body: Buffer.from(body),
});

test.each<[string, Answer, Answer, string[], string[]]>([
  ['nothing', json({ a: 1 }), json({ a: 1 }), [], []],
  ['the order of keys', json({ a: 1, b: 2 }), json({ b: 2, a: 1 }), [], []],
  ['a field', json({ a: { b: 1 } }), json({ a: { b: 2 } }), [], ['a.b']],
  ['a field that may', json({ a: { b: 1 }, c: 1 }), json({ a: { b: 2 }, c: 2 }), ['a.b'], ['c']],
  ['a field in each line', json([{ at: 1, n: 1 }]), json([{ at: 2, n: 2 }]), ['*.at'], ['0.n']],
  ['a missing field', json({ a: 1 }), json({}), [], ['a']],
  ['a longer list', json([1]), json([1, 2]), [], ['1']],
  ['null and nothing', json({ a: null }), json({}), [], ['a']],
  ['a list and an object', json({ a: [] }), json({ a: {} }), [], ['a']],
  ['the whole body', json(1), json(2), [], ['body']],
  ['the status', json({}, 200), json({}, 404), [], ['status']],
  ['a line of text', text('a\nb\nc'), text('a\nX\nc'), [], ['body line 2']],
  ['a longer text', text('a'), text('a\nb'), [], ['body line 2']],
  ['text that may', text('a'), text('b'), ['body'], []],
  ['the type', text('a'), text('a', 'text/plain'), [], ['content-type']],
])('differ in %s', (_, old, now, mayDiffer, expected) => {
  expect(differencesOf(old, now, mayDiffer)).toEqual(expected);
});
