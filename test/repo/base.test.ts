import { expect, test } from 'vitest';
import { belongsToBase, readBase, writeBase } from '../../src/repo/base.ts';
import { sha256 } from '../../src/tree/digest.ts';
import type { TreeFile } from '../../src/tree/tree.ts';
import { fc } from '../laws.ts';

const treeFile = fc.record({
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
  ),
  executable: fc.boolean(),
  id: fc.string({ minLength: 1 }),
  role: fc.constantFrom('frame' as const, 'sample' as const),
});

test('what is written is read again, byte for byte, sorted, whatever the order', () => {
  const trees = fc.dictionary(fc.string({ minLength: 1 }).filter(belongsToBase), treeFile);
  fc.assert(
    fc.property(trees, (files) => {
      const tree = new Map<string, TreeFile>(Object.entries(files));
      const base = writeBase(tree);
      expect(writeBase(new Map([...tree].reverse()))).toEqual(base);
      const records = readBase(base);
      expect(records.map(({ path }) => path)).toEqual([...tree.keys()].sort());
      for (const { path, bytes, mode, ...record } of records) {
        const file = tree.get(path);
        expect(Buffer.from(file?.bytes ?? [])).toEqual(bytes);
        expect(mode).toBe(file?.executable ? '100755' : '100644');
        expect(record).toEqual({ id: file?.id, role: file?.role, sha256: sha256(bytes) });
      }
    }),
  );
});

test('one line a file: text as text, anything else as base64', () => {
  const file = { executable: false, id: 'base/a', role: 'frame' } as const;
  const tree = new Map([
    ['b.bin', { ...file, bytes: Buffer.from([0xff, 0xfe]) }],
    ['a.txt', { ...file, bytes: Buffer.from('zwei\nZeilen ü\n') }],
  ]);
  const lines = writeBase(tree).toString().split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ path: 'a.txt', text: 'zwei\nZeilen ü\n' });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ path: 'b.bin', base64: '//4=' });
});

test('lockfiles and what the tool keeps are not in it', () => {
  for (const path of [
    'package-lock.json',
    'deploy/package-lock.json',
    'pnpm-lock.yaml',
    'yarn.lock',
    '.workshop/base.jsonl',
  ]) {
    expect(belongsToBase(path), path).toBe(false);
  }
  for (const path of ['package.json', 'src/yarn.lock.ts', 'docs/.workshop/x'])
    expect(belongsToBase(path), path).toBe(true);
});

test('a damaged line is named', () => {
  const file = { bytes: Buffer.from('mine'), executable: false, id: 'base/a', role: 'frame' } as const;
  const base = writeBase(
    new Map([
      ['a', file],
      ['b', file],
    ]),
  ).toString();
  expect(() => readBase(Buffer.from(base.replace(/mine(?!.*mine)/s, 'ours')))).toThrow(/line 2: b was changed/);
  expect(() => readBase(Buffer.from(`${base}{`))).toThrow(/line 3: it is not JSON/);
  expect(() => readBase(Buffer.from(base.replace('"role":"frame",', '')))).toThrow(/line 1: a part is missing/);
});
