import { expect, test } from 'vitest';
import { lineEndingOf, withLineEnding } from '../../../../src/repo/update/merge/line-endings.ts';

const endingOf = (text: string) => lineEndingOf(Buffer.from(text));

test('most lines decide', () => {
  expect(endingOf('a\nb\n')).toBe('\n');
  expect(endingOf('a\r\nb\r\nc\n')).toBe('\r\n');
  expect(endingOf('a\r\nb\nc\n')).toBe('\n');
  expect(endingOf('one line')).toBeUndefined();
});

test('all lines end alike, and nothing else is touched', () => {
  const bytes = Buffer.from([0xff, 0x0d, 0x0a, 0x0d, 0x61, 0x0a, 0x62]);
  expect([...withLineEnding(bytes, '\n')]).toEqual([0xff, 0x0a, 0x0d, 0x61, 0x0a, 0x62]);
  expect([...withLineEnding(bytes, '\r\n')]).toEqual([0xff, 0x0d, 0x0a, 0x0d, 0x61, 0x0d, 0x0a, 0x62]);
});
