import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { File } from './files.ts';
import { own, story } from './story.ts';

// What random histories found in the engine, each as the smallest history that shows it.

test('an abort brings back a file where the new template has a folder', async () => {
  const { world, abort, run } = story({ conf: 'a: 1\n' }, { 'conf/inner.yml': ['conf', 'a: 1\n'] });
  await run();
  expect(existsSync(join(world.root, 'conf/inner.yml'))).toBe(true);
  await abort();
  expect(readFileSync(join(world.root, 'conf'), 'utf8')).toBe('a: 1\n');
});

test.each([
  ['a link', (at: string, elsewhere: string) => symlinkSync(elsewhere, at)],
  ['a file', (at: string) => writeFileSync(at, 'mine')],
])('an abort changes nothing where the user put %s in the place of a folder', async (_, put) => {
  const { world, abort, run } = story({ 'conf/x': 'one\n', z: 'one\n' }, { 'conf/x': 'two\n', z: 'two\n' });
  await run();
  const elsewhere = join(world.root, '.git/elsewhere');
  mkdirSync(elsewhere);
  rmSync(join(world.root, 'conf'), { recursive: true });
  put(join(world.root, 'conf'), elsewhere);
  const now = world.disk();
  await expect(abort()).rejects.toThrow('conf is in the place of the folder of conf/x, which must be restored');
  expect(world.disk()).toEqual(now);
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('an abort removes nothing behind a link that the user put in the place of a new folder', async () => {
  const { world, abort, run } = story({}, { 'conf/x': 'new\n' });
  await run();
  const elsewhere = join(world.root, '.git/elsewhere');
  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'x'), 'not of the repo');
  rmSync(join(world.root, 'conf'), { recursive: true });
  symlinkSync(elsewhere, join(world.root, 'conf'));
  await abort();
  expect(readFileSync(join(elsewhere, 'x'), 'utf8')).toBe('not of the repo');
});

test('a link in a circle makes room for a folder of the template', async () => {
  const link: File = { mode: '120000', bytes: Buffer.from('conf') };
  const { world, run } = story({}, { 'conf/x': 'new\n' }, { edit: (files) => files.set('conf', link) });
  await run();
  expect([...world.disk().keys()].sort()).toEqual(['.workshop/base.jsonl', 'conf.yours', 'conf/x', 'workshop.json']);
});

test('a file that moves to where the user has a folder, out of a folder that becomes a file', async () => {
  const { world, run } = story(
    { 'docs/one': 'text\n', two: 'x\n' },
    { read: ['docs/one', 'text\n'], docs: 'a file now\n', two: 'x\n' },
    { edit: (files) => files.set('read/mine', own('mine')) },
  );
  await run();
  const disk = world.disk();
  expect(disk.get('read/mine')?.bytes.toString()).toBe('mine');
  expect(disk.get('read.template')?.bytes.toString()).toBe('text\n');
  expect(disk.get('docs')?.bytes.toString()).toBe('a file now\n');
});

test('a place that is filled anew with the same bytes takes the new rights', async () => {
  const { world, run } = story({ run: ['old', 'same\n', true], z: '1\n' }, { run: ['new', 'same\n'], z: '1\n' });
  expect(world.disk().get('run')?.mode).toBe('100755');
  await run();
  expect(world.disk().get('run')?.mode).toBe('100644');
});

test('an abort works in a repository with sha256', async () => {
  const { world, abort, run, before } = story({ a: 'one\n' }, { a: 'two\n' }, { format: 'sha256' });
  await run();
  await abort();
  expect(world.index()).toEqual(world.entriesOf(before));
});

test('an index that git has locked refuses an update at once, and nothing is left of it', async () => {
  const { world, run } = story({ a: 'one\n' }, { a: 'two\n' });
  writeFileSync(join(world.gitDir, 'index.lock'), '');
  const inside = [...world.insides().keys()];
  await expect(run()).rejects.toMatchObject({ code: 'refused' });
  expect([...world.insides().keys()]).toEqual(inside);
});

test('a file of the template beside a folder of the user is the only conflict of its name', async () => {
  const { world, run } = story(
    { conf: 'old\n' },
    { moved: ['conf', 'old\n'], conf: ['other', 'new\n'] },
    { edit: (files) => files.delete('conf') && files.set('conf/mine.yml', own('mine\n')) },
  );
  const { plan } = await run();
  const conflicts = plan.steps.filter(({ fate }) => fate === 'conflict').map(({ path }) => path);
  expect(conflicts).toEqual(['conf.template']);
  expect(world.index().filter((entry) => / 3\tconf\.template$/.test(entry))).toHaveLength(1);
});

test('going on is refused while a file that was put aside is undecided, although it has no markers', async () => {
  const { run, goOn, world } = story(
    {},
    { conf: ['new', 'new\n'] },
    { edit: (files) => files.set('conf/mine.yml', own('mine\n')) },
  );
  await run();
  await expect(goOn()).rejects.toMatchObject({ code: 'conflicts' });
  world.git(['add', 'conf.template']);
  await goOn();
});

test('what arrives never takes the place of a file that stays', async () => {
  const link: File = { mode: '120000', bytes: Buffer.from('elsewhere') };
  const { world, run, before } = story(
    { a: 'one\n' },
    { b: ['a', 'one changed\n'], a: ['new', 'two\n'] },
    { edit: (files) => files.set('a', link) },
  );
  await expect(run()).rejects.toMatchObject({ code: 'refused' });
  expect(world.disk()).toEqual(before);
});

test('a file that the user moved to where the template brings another has one fate', async () => {
  const text = 'one\ntwo\nthree\nfour\n';
  const { run } = story(
    { a: text },
    { a: `${text}five\n`, b: ['new', 'something else\n'] },
    { edit: (files) => files.set('b', own(text)) && files.delete('a') },
  );
  const { plan } = await run();
  expect(plan.steps).toMatchObject([
    { fate: 'kept deleted', path: 'a' },
    { fate: 'conflict', path: 'b', reason: expect.stringContaining('both are kept') },
  ]);
  expect(plan.steps).toHaveLength(2);
});

test('an edited file that cannot follow its move stays whole beside the one that arrives', async () => {
  const { world, run } = story(
    { a: 'one\n' },
    { b: ['a', 'one\n'], a: ['new', 'two\n'] },
    { edit: (files) => files.set('a', own('one\nmine\n')).set('b', own('b is mine\n')) },
  );
  await run();
  const text = readFileSync(join(world.root, 'a'), 'utf8');
  expect(text).toMatch(/^<<<<<<< yours\none\nmine\n=======\ntwo\n>>>>>>> template 2\.0\.0\n$/);
  expect(readFileSync(join(world.root, 'b'), 'utf8')).toBe('b is mine\n');
});

test('where one file cannot follow its move, the one that would take its place stays too', async () => {
  const { world, run } = story(
    { a: 'one\n', b: 'two\n' },
    { b: ['a', 'one changed\n'], c: ['b', 'two\n'] },
    { edit: (files) => files.set('a', own('one mine\n')).set('b', own('two\nmine\n')).set('c', own('c is mine\n')) },
  );
  const { plan } = await run();
  expect(readFileSync(join(world.root, 'b'), 'utf8')).toBe('two\nmine\n');
  expect(readFileSync(join(world.root, 'a'), 'utf8')).toContain('one mine\n');
  expect(plan.steps).toMatchObject([
    { fate: 'conflict', path: 'a', notes: [expect.stringContaining('moved it to b')] },
    { fate: 'kept', path: 'b', notes: [expect.stringContaining('moved it to c')] },
  ]);
});

test('a move that did not happen is told, also where the user has the new text already', async () => {
  const { run } = story(
    { a: 'one\n' },
    { b: ['a', 'two\n'] },
    { edit: (files) => files.set('a', own('two\n')).set('b', own('b is mine\n')) },
  );
  const { plan } = await run();
  expect(plan.steps).toMatchObject([{ fate: 'kept', path: 'a', notes: [expect.stringContaining('moved it to b')] }]);
});
