import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { own, story } from './story.ts';

// What the user does between an update and what ends it is his: it is kept, or left alone.

const one = { a: '1\n2\n3\n', b: 'one\n', gone: 'old\n' };
const two = { a: '1\n2\n4\n', b: 'two\n', new: 'new\n' };

function begun() {
  const told = story(one, two);
  const at = (path: string) => join(told.world.root, path);
  return {
    ...told,
    write: (path: string, text: string) => writeFileSync(at(path), text),
    read: (path: string) => readFileSync(at(path), 'utf8'),
    has: (path: string) => existsSync(at(path)),
    journal: () => existsSync(join(told.world.gitDir, 'create-serverless-workshop/update-root')),
  };
}

test('the control: a killed update that nobody touched is undone', async () => {
  const { killed, recover, world, before, has } = begun();
  await killed();
  expect(has('new')).toBe(true);
  expect(await recover()).toMatchObject({ state: 'undone', undone: { to: '2.0.0' } });
  expect(world.disk()).toEqual(before);
  expect(world.index()).toEqual(world.entriesOf(before));
});

test('a killed update is not undone over an edit: an abort keeps the edit on a ref', async () => {
  const { killed, recover, abort, world, before, write } = begun();
  await killed();
  write('b', 'two\nmine\n');
  const [disk, insides] = [world.disk(), world.insides()];
  await expect(recover()).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('changed b.') });
  expect(world.disk()).toEqual(disk);
  expect(world.insides()).toEqual(insides);
  const ref = await abort();
  expect(world.git(['show', `${ref}:b`]).toString()).toBe('two\nmine\n');
  expect(world.disk()).toEqual(before);
  expect(world.index()).toEqual(world.entriesOf(before));
});

test('a look at a killed update changes nothing', async () => {
  const { killed, recover, world } = begun();
  await killed();
  const [disk, insides] = [world.disk(), world.insides()];
  expect(await recover('look')).toMatchObject({ state: 'killed' });
  expect(world.disk()).toEqual(disk);
  expect(world.insides()).toEqual(insides);
});

test("a file that git had begun to write is the update's", async () => {
  const { killed, recover, world, before, write } = begun();
  await killed();
  write('b', 'tw');
  expect(await recover()).toMatchObject({ state: 'undone' });
  expect(world.disk()).toEqual(before);
});

test('a file that git had taken away and not yet written comes back', async () => {
  const { killed, recover, world, before } = begun();
  await killed();
  world.git(['checkout-index', '--all', '--force']);
  world.git(['clean', '-q', '-f']);
  rmSync(join(world.root, 'b'));
  expect(await recover()).toMatchObject({ state: 'undone' });
  expect(world.disk()).toEqual(before);
});

test('what was committed after a kill stays, and what was thrown away is forgotten', async () => {
  const { killed, recover, world, write, journal } = begun();
  await killed();
  world.git(['reset', '-q', '--hard']);
  world.git(['clean', '-q', '-f']);
  write('a', 'mine\n');
  world.commitAll();
  write('b', 'mine, not committed\n');
  const disk = world.disk();
  expect(await recover('look')).toEqual({ state: 'none' });
  expect(journal()).toBe(true);
  expect(await recover()).toEqual({ state: 'none' });
  expect(world.disk()).toEqual(disk);
  expect(journal()).toBe(false);
});

test('a half-written update that the user committed is his', async () => {
  const { killed, recover, world } = begun();
  await killed();
  world.commitAll();
  const disk = world.disk();
  expect(await recover()).toEqual({ state: 'none' });
  expect(world.disk()).toEqual(disk);
});

test('a commit of something else leaves an update open, and an abort brings back its files', async () => {
  const { run, recover, abort, world, before, write } = begun();
  await run();
  write('mine', 'mine\n');
  world.git(['add', 'mine']);
  world.git(['commit', '-q', '-m', 'Mine', '--', 'mine']);
  expect(await recover()).toMatchObject({ state: 'open' });
  expect(await abort()).toBeUndefined();
  expect(world.disk()).toEqual(new Map([...before, ['mine', own('mine\n')]]));
});

test('a part of an update that was committed stays at an abort', async () => {
  const { run, abort, world, read } = begun();
  await run();
  world.git(['commit', '-q', '-m', 'A part', '--', 'b']);
  await abort();
  expect(read('b')).toBe('two\n');
  expect(read('a')).toBe(one.a);
  expect(world.git(['status', '--porcelain']).toString()).toBe('');
});

test.each([
  ['reset', '-q', '--hard'],
  ['stash', '-q'],
])('after git %s an edit does not open the update again', async (...args) => {
  const { run, recover, world, write } = begun();
  await run();
  world.git(args.map(String));
  write('b', 'mine\n');
  expect(await recover()).toEqual({ state: 'none' });
});

test('after a mixed reset an abort still brings everything back', async () => {
  const { run, abort, world, before } = begun();
  await run();
  world.git(['reset', '-q']);
  await abort();
  expect(world.disk()).toEqual(before);
});

test('an abort needs nothing that git may throw away, and keeps what was resolved', async () => {
  const { run, abort, world, before, write } = begun();
  await run();
  write('b', 'resolved\n');
  world.git(['reflog', 'expire', '--expire=all', '--all']);
  world.git(['gc', '-q', '--prune=now']);
  const ref = await abort();
  expect(world.git(['show', `${ref}:b`]).toString()).toBe('resolved\n');
  expect(world.disk()).toEqual(before);
});

test('an abort works where git is told to refuse line endings', async () => {
  const { run, abort, world, before, write } = begun();
  world.git(['config', 'core.autocrlf', 'true']);
  world.git(['config', 'core.safecrlf', 'true']);
  await run();
  write('b', 'mine\nand\r\nmixed\n');
  expect(await abort()).toBeDefined();
  expect(world.disk()).toEqual(before);
});
