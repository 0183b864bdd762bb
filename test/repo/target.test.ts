import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WorkshopError } from '../../src/errors.ts';
import { inspectTarget, lastPart } from '../../src/repo/target.ts';
import { pictureOf, scratchFolder } from '../e2e/tool.ts';
import { fc } from '../laws.ts';

test.each([
  ['my-shop', 'my-shop'],
  ['../my-shop', 'my-shop'],
  ['/a/b/my-shop///', 'my-shop'],
  ['./update', 'update'],
  ['..', '..'],
  ['a/..', '..'],
  ['/', ''],
  ['', ''],
])('the last part of %j is %j', (typed, part) => expect(lastPart(typed, 'linux')).toBe(part));

test('a backslash parts a path on Windows only', () => {
  expect(lastPart('..\\my-shop', 'win32')).toBe('my-shop');
  expect(lastPart('..\\my-shop', 'linux')).toBe('..\\my-shop');
});

test('a new folder, with and without folders above it', () => {
  const cwd = scratchFolder();
  expect(inspectTarget('my-shop', cwd)).toEqual({
    path: join(cwd, 'my-shop'),
    parent: cwd,
    top: join(cwd, 'my-shop'),
    exists: false,
  });
  expect(inspectTarget('a/b/my-shop', cwd)).toMatchObject({
    path: join(cwd, 'a/b/my-shop'),
    parent: cwd,
    top: join(cwd, 'a'),
  });
});

test('an empty folder is taken, through a link too', () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'empty'));
  symlinkSync(join(cwd, 'empty'), join(cwd, 'link'));
  expect(inspectTarget('empty', cwd)).toMatchObject({ path: join(cwd, 'empty'), exists: true });
  expect(inspectTarget('link', cwd)).toMatchObject({ path: join(cwd, 'empty'), exists: true });
});

test('whatever path is typed is looked at or refused, and nothing is written', () => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'file'), '');
  mkdirSync(join(cwd, 'full/inner'), { recursive: true });
  const part = fc.oneof(
    fc.constantFrom('file', 'full', 'inner', '..', '.', '', 'new', '\u0000', 'x'.repeat(300)),
    fc.string({ maxLength: 5 }),
  );
  const before = pictureOf(cwd);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      try {
        const target = inspectTarget(parts.join('/'), cwd);
        expect(target.path.startsWith(target.parent)).toBe(true);
        expect(target.path.startsWith(target.top)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(WorkshopError);
        expect((error as WorkshopError).code).toBe('refused');
        expect((error as WorkshopError).hint).toMatch(/\S/);
      }
    }),
    { numRuns: 500 },
  );
  expect(pictureOf(cwd)).toEqual(before);
});
