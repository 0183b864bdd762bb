import { expect, test } from 'vitest';
import { writeBase } from '../../../../src/repo/base.ts';
import { compareBases } from '../../../../src/repo/update/plan/base-changes.ts';
import { fc } from '../../../laws.ts';

type Files = Readonly<Record<string, string>>;

const paths = ['a.ts', 'a/b.ts', 'b.ts', 'ü "x".ts', 'z/y.ts', '\ud83d\ude00.ts', '\uff5e.ts'];
const files = fc.dictionary(fc.constantFrom(...paths), fc.constantFrom('one\n', 'two\n', ''));

function baseOf(some: Files): Buffer {
  const file = (path: string, text: string) => ({
    bytes: Buffer.from(text, 'utf8'),
    executable: false,
    id: `base/${path}`,
    role: 'frame' as const,
  });
  return writeBase(new Map(Object.entries(some).map(([path, text]) => [path, file(path, text)])));
}

function lastFirst(base: Buffer): Buffer {
  return Buffer.from(`${base.toString('utf8').split('\n').reverse().join('\n')}\n`, 'utf8');
}

function differing(before: Files, after: Files): string[] {
  return Object.keys(before)
    .filter((path) => before[path] !== after[path])
    .map((path) => `base/${path}`)
    .sort();
}

test('what stands in both bases is left out, and nothing else, in whatever order the lines stand', () => {
  fc.assert(
    fc.property(files, files, fc.boolean(), (before, after, turned) => {
      const old = turned ? lastFirst(baseOf(before)) : baseOf(before);
      const { was, will, oldPaths } = compareBases(old, baseOf(after));
      expect([...was.keys()].sort()).toEqual(differing(before, after));
      expect([...will.keys()].sort()).toEqual(differing(after, before));
      for (const path of paths) expect(oldPaths.has(path)).toBe(path in before);
    }),
  );
});

test('a line without a path is damage, and no endless search', () => {
  const other = baseOf({ 'a.ts': 'one\n' });
  expect(() => compareBases(Buffer.from('{"id":"x"}\n'), other)).toThrow('it names no path');
});

test.each([
  ['null', 'it names no path'],
  ['{"path":7}', 'it names no path'],
  ['{"path":"b.ts","text":7}', 'a part is missing'],
  ['{"path":"b.ts', 'it names no path'],
])('the damaged line %s is named with its number', (line, why) => {
  const base = baseOf({ 'a.ts': 'one\n', 'c.ts': 'three\n' });
  const [first, second] = base.toString().trim().split('\n');
  expect(() => compareBases(Buffer.from(`${first}\n\n${line}\n${second}\n`), base)).toThrow(`line 3: ${why}`);
});

test('a line that stands twice is damage: it would plan a deletion', () => {
  const base = baseOf({ 'a.ts': 'one\n', 'b.ts': 'two\n' });
  const [first] = base.toString().split('\n');
  expect(() => compareBases(Buffer.from(`${first}\n${base}`), base)).toThrow('line 2: a.ts stands twice');
});
