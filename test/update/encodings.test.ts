import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTool } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';
import { own, story } from './story.ts';

const order = 'packages/core/src/order.ts';
const base = '.workshop/base.jsonl';

/** A repo whose `.gitattributes` is gone, checked out by a git that gives every text Windows line endings. */
async function onWindows(flags: readonly string[] = []): Promise<string> {
  const repo = await madeRepo(flags);
  rmSync(join(repo, '.gitattributes'));
  await commit(repo, 'Remove the attributes');
  await git(repo, 'config', 'core.autocrlf', 'true');
  await git(repo, 'rm', '--quiet', '-r', '--cached', '.');
  await git(repo, 'reset', '--quiet', '--hard');
  expect(read(repo, base)).toContain('\r\n');
  expect(read(repo, order)).toContain('\r\n');
  expect(await git(repo, 'status', '--porcelain')).toBe('');
  return repo;
}

test('a checkout with Windows line endings in every file is updated, aborted and restored like any other', async () => {
  const repo = await onWindows();
  const before = await stateOf(repo);
  const tool = newerTool('0.3.0', { [`base/${order}`]: `// new\n${await git(repo, 'show', `HEAD:${order}`)}\n` });
  const { code, stderr } = await update(repo, [], tool);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(read(repo, order)).toMatch(/^\/\/ new\r\n/);
  expect(await update(repo, ['--abort'], tool)).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
  expect(await runTool(['doctor', '--json'], { cwd: repo })).toMatchObject({
    stdout: expect.stringMatching(/base\.jsonl","status":"ok"/),
  });
  expect(await update(repo, ['--link'])).toMatchObject({ code: 0, stdout: expect.stringContaining('already') });
  await git(repo, 'rm', '--quiet', 'docs/path.md');
  await git(repo, 'commit', '--quiet', '--message', 'Remove a page');
  expect(await update(repo, ['--restore', 'docs/path.md'])).toMatchObject({ code: 0, stderr: '' });
});

test('records that were committed with Windows line endings are read as what they were', async () => {
  const repo = await madeRepo();
  rmSync(join(repo, '.gitattributes'));
  await commit(repo, 'Remove the attributes');
  for (const path of [base, 'workshop.json']) write(repo, path, read(repo, path).replaceAll('\n', '\r\n'));
  await commit(repo, 'Another editor');
  expect(await git(repo, 'cat-file', 'blob', `HEAD:${base}`)).toContain('\r\n');
  const tool = newerTool('0.3.0', { 'base/docs/new.md': '# New\n' });
  expect(await update(repo, [], tool)).toMatchObject({ code: 0, stderr: '' });
});

test('a manifest that was edited, or is gone, and is in no commit is named with the way back', async () => {
  const repo = await madeRepo();
  write(repo, 'workshop.json', read(repo, 'workshop.json').replace(/"base": "[0-9a-f]{8}/, '"base": "00000000'));
  const { code, stderr } = await update(repo);
  expect(code).toBe(3);
  expect(stderr).toContain('in no commit: workshop.json');
  expect(stderr).toContain('git checkout HEAD -- workshop.json');
  await git(repo, 'checkout', 'HEAD', '--', 'workshop.json');
  rmSync(join(repo, base));
  expect(await update(repo)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(`git checkout HEAD -- ${base}`),
  });
});

test('records in UTF-16 on the disk are read as what git has', async () => {
  const repo = await madeRepo();
  const texts = [base, 'workshop.json'].map((path) => [path, read(repo, path)] as const);
  const lines = texts.map(([path]) => `${path} text working-tree-encoding=UTF-16\n`);
  write(repo, '.gitattributes', `${read(repo, '.gitattributes')}${lines.join('')}`);
  for (const [path, text] of texts) write(repo, path, Buffer.from(`\ufeff${text}`, 'utf16le'));
  await commit(repo, 'Another encoding');
  expect(await git(repo, 'show', 'HEAD:workshop.json')).toContain('"schema": 1');
  expect(readFileSync(join(repo, 'workshop.json')).includes(0)).toBe(true);
  expect(await update(repo, ['--check'])).toMatchObject({ code: 0, stderr: '' });
});

/** A conflict in a file that stands in UTF-16 on the disk. */
async function conflictInUtf16() {
  const files = (second: string) => ({
    doc: `first\n${second}\nlast\n`,
    '.gitattributes': 'doc working-tree-encoding=UTF-16LE\n',
  });
  const told = story(files('base'), files('theirs'), { edit: (all) => all.set('doc', own('first\nmine\nlast\n')) });
  const { world } = told;
  const at = join(world.root, 'doc');
  writeFileSync(at, Buffer.from('first\nmine\nlast\n', 'utf16le'));
  world.git(['add', 'doc']);
  await told.run();
  expect(readFileSync(at).toString('utf16le')).toContain('<<<<<<< yours');
  return { ...told, at };
}

test('markers in a file of another encoding are not resolved', async () => {
  const { at, goOn, world } = await conflictInUtf16();
  await expect(goOn()).rejects.toMatchObject({ code: 'conflicts', message: expect.stringContaining('doc: there are') });
  writeFileSync(at, Buffer.from('first\nmine\n=======\ntheirs\nlast\n', 'utf16le'));
  await expect(goOn()).rejects.toMatchObject({ code: 'conflicts' });
  writeFileSync(at, Buffer.from('first\nboth\nlast\n', 'utf16le'));
  await goOn();
  expect(world.git(['show', ':doc']).toString()).toBe('first\nboth\nlast\n');
});

test('a file of another encoding that a kill has left half written is taken back', async () => {
  const files = (second: string) => ({
    doc: `first\n${second}\nlast\n`,
    '.gitattributes': 'doc working-tree-encoding=UTF-16LE\n',
  });
  const { world, killed, recover } = story(files('base'), files('theirs'));
  const at = join(world.root, 'doc');
  const before = Buffer.from('first\nbase\nlast\n', 'utf16le');
  writeFileSync(at, before);
  world.git(['add', 'doc']);
  await killed();
  // It ends in the middle of a character.
  writeFileSync(at, readFileSync(at).subarray(0, 15));
  expect(await recover()).toMatchObject({ state: 'undone' });
  expect(readFileSync(at)).toEqual(before);
});
