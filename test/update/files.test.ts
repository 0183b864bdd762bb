import { chmodSync, lstatSync, mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';
const id = `base/${order}`;

/** The line that the template changes in these tests, and its new text. */
async function withNewFirstLine(repo: string): Promise<string> {
  return `// From the new template.\n${read(repo, order)}`;
}

test('a user with CRLF keeps CRLF, and only what changed is merged', async () => {
  const repo = await madeRepo();
  const next = await withNewFirstLine(repo);
  const mine = `${read(repo, order)}export const mine = 1;\n`.replaceAll('\n', '\r\n');
  await git(repo, 'config', 'core.autocrlf', 'false');
  write(repo, '.gitattributes', `${read(repo, '.gitattributes')}\n*.ts -text\n`);
  write(repo, order, mine);
  await commit(repo);
  expect((await update(repo, [], newerTool('0.3.0', { [id]: next }))).code).toBe(0);
  expect(read(repo, order)).toBe(`// From the new template.\r\n${mine}`);
});

test('a work tree with autocrlf is merged like any other', async () => {
  const repo = await madeRepo();
  const next = await withNewFirstLine(repo);
  await git(repo, 'config', 'core.autocrlf', 'true');
  write(repo, order, `${read(repo, order)}export const mine = 1;\n`.replaceAll('\n', '\r\n'));
  await commit(repo);
  expect((await update(repo, [], newerTool('0.3.0', { [id]: next }))).code).toBe(0);
  expect(await git(repo, 'show', `:${order}`)).toBe(`${next}export const mine = 1;`);
});

test('the template makes a file executable, also where git does not look at rights', async () => {
  for (const fileMode of ['true', 'false']) {
    const repo = await madeRepo();
    await git(repo, 'config', 'core.fileMode', fileMode);
    write(repo, order, `${read(repo, order)}// mine\n`);
    await commit(repo);
    const bytes = Buffer.from(`// new\n${read(repo, order).replace('// mine\n', '')}`);
    const { code } = await update(repo, [], newerTool('0.3.0', { [id]: { bytes, executable: true } }));
    expect(code).toBe(0);
    expect((await git(repo, 'ls-files', '--stage', order)).slice(0, 6)).toBe('100755');
    expect(read(repo, order)).toContain('// mine');
  }
});

test('what the user made executable stays so', async () => {
  const repo = await madeRepo();
  const next = await withNewFirstLine(repo);
  chmodSync(join(repo, order), 0o755);
  await commit(repo);
  expect((await update(repo, [], newerTool('0.3.0', { [id]: next }))).code).toBe(0);
  expect(lstatSync(join(repo, order)).mode & 0o111).not.toBe(0);
  expect(read(repo, order)).toBe(next);
});

test('a binary file that both changed: yours stays, theirs lies beside, and the index knows all three', async () => {
  const repo = await madeRepo();
  const mine = Buffer.from([0, 1, 2, 3]);
  write(repo, order, mine);
  await commit(repo);
  const theirs = Buffer.from([9, 0, 9]);
  const { code, stdout } = await update(repo, [], newerTool('0.3.0', { [id]: theirs }));
  expect(code).toBe(2);
  expect(readFileSync(join(repo, order))).toEqual(mine);
  const [, beside = ''] = /lies in (.*)$/m.exec(stdout) ?? [];
  expect(readFileSync(beside)).toEqual(theirs);
  expect((await git(repo, 'ls-files', '--unmerged', order)).split('\n')).toHaveLength(3);
  const still = await update(repo, ['--continue']);
  expect(still).toMatchObject({ code: 2, stderr: expect.stringContaining('git add') });
  await git(repo, 'add', order);
  expect((await update(repo, ['--continue'])).code).toBe(0);
});

test('a file without a final newline, an empty one, and one that becomes empty', async () => {
  const repo = await madeRepo();
  write(repo, order, read(repo, order).trimEnd());
  await commit(repo);
  const tool = newerTool('0.3.0', {
    [id]: `// new\n${read(repo, order)}\n`,
    'base/docs/empty.md': '',
    'base/docs/your-app.md': '',
  });
  expect((await update(repo, [], tool)).code).toBe(0);
  expect(read(repo, order).startsWith('// new\n')).toBe(true);
  expect(read(repo, 'docs/empty.md')).toBe('');
  expect(read(repo, 'docs/your-app.md')).toBe('');
});

test('names and text beyond ASCII, and names with spaces', async () => {
  const repo = await madeRepo();
  write(repo, 'docs/größe und maß.md', 'eigene Größe\n');
  await commit(repo);
  const one = newerTool('0.3.0', { 'base/docs/日本 語.md': '一\n二\n三\n四\n五\n' });
  expect((await update(repo, [], one)).code).toBe(0);
  await commit(repo, 'Update');
  write(repo, 'docs/日本 語.md', '一\n二\n三\n四\n五\n六 mine\n');
  await commit(repo);
  const two = newerTool('0.3.0', { 'base/docs/日本 語.md': '零\n一\n二\n三\n四\n五\n' });
  expect((await update(repo, [], two)).code).toBe(0);
  expect(read(repo, 'docs/日本 語.md')).toBe('零\n一\n二\n三\n四\n五\n六 mine\n');
  expect(read(repo, 'docs/größe und maß.md')).toBe('eigene Größe\n');
});

test('a file that the user made a link of keeps being one', async () => {
  const repo = await madeRepo();
  rmSync(join(repo, order));
  symlinkSync('../../README.md', join(repo, order));
  await commit(repo);
  const { code, stdout } = await update(repo, [], newerTool('0.3.0', { [id]: '// new\n' }));
  expect(code).toBe(2);
  expect(stdout).toContain('you made a symbolic link of it');
  expect(readlinkSync(join(repo, order))).toBe('../../README.md');
  const before = await git(repo, 'rev-parse', 'HEAD');
  expect(await update(repo, ['--abort'])).toMatchObject({ code: 0 });
  expect(readlinkSync(join(repo, order))).toBe('../../README.md');
  expect(await git(repo, 'status', '--porcelain')).toBe('');
  expect(await git(repo, 'rev-parse', 'HEAD')).toBe(before);
});

test('the template makes a folder where the user has a file: his becomes .yours', async () => {
  const repo = await madeRepo();
  write(repo, 'docs/topic', 'my notes\n');
  await commit(repo);
  const before = await stateOf(repo);
  const { code, stdout } = await update(repo, [], newerTool('0.3.0', { 'base/docs/topic/one.md': 'one\n' }));
  expect(code).toBe(2);
  expect(stdout).toContain('docs/topic.yours');
  expect(read(repo, 'docs/topic.yours')).toBe('my notes\n');
  expect(read(repo, 'docs/topic/one.md')).toBe('one\n');
  expect(await update(repo, ['--abort'])).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('the template makes a file where the user has a folder: the folder stays', async () => {
  const repo = await madeRepo();
  write(repo, 'docs/topic/mine.md', 'mine\n');
  await commit(repo);
  const before = await stateOf(repo);
  const { code } = await update(repo, [], newerTool('0.3.0', { 'base/docs/topic': 'theirs\n' }));
  expect(code).toBe(2);
  expect(read(repo, 'docs/topic/mine.md')).toBe('mine\n');
  expect(read(repo, 'docs/topic.template')).toBe('theirs\n');
  expect(await update(repo, ['--abort'])).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('a template file becomes a folder, and the other way round, where nobody edited', async () => {
  const repo = await madeRepo();
  const one = newerTool('0.3.0', { 'base/docs/your-app.md': undefined, 'base/docs/your-app.md/all.md': 'all\n' });
  expect((await update(repo, [], one)).code).toBe(0);
  expect(read(repo, 'docs/your-app.md/all.md')).toBe('all\n');
  await commit(repo, 'Update');
  const two = newerTool('0.3.0', {});
  expect((await update(repo, [], two)).code).toBe(0);
  expect(read(repo, 'docs/your-app.md')).toContain('|');
});

test('what the user renamed receives the change of the template, also by case alone', async () => {
  const repo = await madeRepo();
  const next = await withNewFirstLine(repo);
  await git(repo, 'mv', order, 'packages/core/src/Order.ts');
  write(repo, 'packages/core/src/Order.ts', `${read(repo, 'packages/core/src/Order.ts')}// mine\n`);
  await commit(repo);
  const { code, stdout } = await update(repo, [], newerTool('0.3.0', { [id]: next }));
  expect(code).toBe(0);
  expect(stdout).toContain(`you moved it from ${order}`);
  expect(read(repo, 'packages/core/src/Order.ts')).toBe(`${next}// mine\n`);
  expect(await git(repo, 'ls-files', order)).toBe('');
});

test('--no-renames: what was moved counts as deleted', async () => {
  const repo = await madeRepo();
  const next = await withNewFirstLine(repo);
  await git(repo, 'mv', order, 'packages/core/src/moved.ts');
  await commit(repo);
  const { stdout } = await update(repo, ['--no-renames'], newerTool('0.3.0', { [id]: next }));
  expect(stdout).toContain('you deleted it; the template changed it');
  expect(read(repo, 'packages/core/src/moved.ts')).not.toContain('new template');
});

test('look-alikes are never taken for each other', async () => {
  const repo = await madeRepo();
  const text = Array.from({ length: 40 }, (_, n) => `line ${n}\n`).join('');
  expect((await update(repo, [], newerTool('0.3.0', { 'base/docs/us.md': text }))).code).toBe(0);
  await commit(repo, 'Update');
  write(repo, 'docs/us.md', `${text}my line about us\n`);
  await commit(repo);
  const tool = newerTool('0.3.0', { 'base/docs/eu.md': text.replace('line 1\n', 'line one\n') });
  const { code } = await update(repo, [], tool);
  expect(code).toBe(2);
  expect(read(repo, 'docs/eu.md')).not.toContain('my line');
  expect(read(repo, 'docs/us.md')).toContain('my line about us');
});

test('--restore takes no place of a file or a folder that is in a commit', async () => {
  const repo = await madeRepo();
  const next = newerTool('0.3.0', {});
  await git(repo, 'rm', '-r', '-q', 'packages/core', 'README.md');
  write(repo, 'packages/core', 'a file of mine\n');
  write(repo, 'README.md/mine.md', 'a page of mine\n');
  await commit(repo);
  for (const path of [order, 'README.md']) {
    const before = await stateOf(repo);
    const { code, stderr } = await update(repo, ['--restore', path], next);
    expect(stderr).toContain('would be a file and a folder');
    expect(code).toBe(3);
    expect(await stateOf(repo)).toEqual(before);
  }
});

test('what was deleted stays deleted until --restore brings it back', async () => {
  const repo = await madeRepo();
  const next = await withNewFirstLine(repo);
  await git(repo, 'rm', '-q', order);
  await commit(repo);
  const { code, stdout } = await update(repo, [], newerTool('0.3.0', { [id]: next }));
  expect(code).toBe(0);
  expect(stdout).toMatch(/kept deleted +packages\/core\/src\/order\.ts +you deleted it; the template changed it/);
  expect(await git(repo, 'ls-files', order)).toBe('');
  await commit(repo, 'Update');
  expect((await update(repo, ['--restore', order], newerTool('0.3.0', { [id]: next }))).code).toBe(0);
  expect(read(repo, order)).toBe(next);
  expect(await git(repo, 'diff', '--cached', '--name-only')).toBe(order);
  expect(await update(repo, ['--restore', 'nowhere'])).toMatchObject({ code: 3 });
});

test('a file in the place of a folder above it', async () => {
  const repo = await madeRepo();
  const next = await withNewFirstLine(repo);
  renameSync(join(repo, 'packages/core'), join(repo, 'packages/mine'));
  mkdirSync(join(repo, 'packages'), { recursive: true });
  write(repo, 'packages/core', 'a file now\n');
  await commit(repo);
  const { code } = await update(repo, [], newerTool('0.3.0', { [id]: next, 'base/packages/core/src/new.ts': 'n\n' }));
  expect(code).toBe(2);
  expect(read(repo, 'packages/core.yours')).toBe('a file now\n');
  expect(read(repo, 'packages/mine/src/order.ts')).toBe(next);
});
