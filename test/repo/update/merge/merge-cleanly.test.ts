import { expect, test } from 'vitest';
import { mergeCleanly } from '../../../../src/repo/update/merge/merge-cleanly.ts';
import { fc } from '../../../laws.ts';

const lines = fc.array(fc.constantFrom('a\n', 'b\n', '}\n', '\n', 'ü\n', 'c'), { maxLength: 12 });
const bytes = (text: string) => Buffer.from(text, 'utf8');
const merge = (base: string, ours: string, theirs: string) =>
  mergeCleanly({ base: bytes(base), ours: bytes(ours), theirs: bytes(theirs) })?.toString('utf8');

test('two changes in different places both land', () => {
  expect(merge('a\nb\nc\nd\n', 'A\nb\nc\nd\n', 'a\nb\nc\nD\n')).toBe('A\nb\nc\nD\n');
});

test('changes of one line, of neighbours, and additions in one place are left to git', () => {
  expect(merge('a\nb\n', 'A\nb\n', 'x\nb\n')).toBeUndefined();
  expect(merge('a\nb\nc\n', 'A\nb\nc\n', 'a\nB\nc\n')).toBeUndefined();
  expect(merge('a\nb\n', 'a\n1\nb\n', 'a\n2\nb\n')).toBeUndefined();
});

test('the same change on both sides is one change', () => {
  expect(merge('a\nb\nc\n', 'a\nB\nc\n', 'a\nB\nc\n')).toBe('a\nB\nc\n');
});

test('a missing final newline, an empty file and bytes that are no UTF-8 come through', () => {
  expect(merge('a\nb\nc', 'A\nb\nc', 'a\nb\nc\n')).toBe('A\nb\nc\n');
  expect(merge('', '', 'new\n')).toBe('new\n');
  const odd = (first: number, last: number) => Buffer.from([first, 10, 0x62, 10, 0x63, 10, last, 10]);
  const merged = mergeCleanly({ base: odd(0xff, 0xfe), ours: odd(0xe9, 0xfe), theirs: odd(0xff, 0xe8) });
  expect(merged).toEqual(odd(0xe9, 0xe8));
});

test('one side without a change gives the other side, byte for byte', () => {
  fc.assert(
    fc.property(lines, lines, (base, other) => {
      const [a, b] = [base.join(''), other.join('')];
      expect(merge(a, a, b)).toBe(b);
      expect(merge(a, b, a)).toBe(b);
      expect(merge(a, b, b)).toBe(b);
    }),
  );
});

test('every line that a side added is in what was merged', () => {
  const count = (text: string, line: string) => text.split('\n').filter((one) => one === line).length;
  fc.assert(
    fc.property(lines, lines, lines, (base, ours, theirs) => {
      const [o, a, b] = [base, ours, theirs].map((all) => all.map((line) => line.trimEnd()).join('\n'));
      const merged = merge(o ?? '', `${a}\nmine\n`, b ?? '');
      if (merged !== undefined) expect(count(merged, 'mine')).toBe(1);
    }),
  );
});
