import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownProcess } from '../../src/repo/process.ts';
import { cleanEnvironment, type Ended, runTool, scratchFolder } from '../e2e/tool.ts';
import { endedProcess } from './ended-process.ts';
import { git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';

async function repoAndTool() {
  const repo = await madeRepo();
  const tool = newerTool('0.3.0', {
    [`base/${order}`]: `// new\n${read(repo, order)}`,
    'base/docs/new.md': '# New\n',
  });
  return { repo, tool };
}

/** Updates with a git that does something first, at the moment when the work tree is written. */
function updateWhile(repo: string, tool: string, script: string): Promise<Ended> {
  const bin = scratchFolder();
  const path = process.env.PATH ?? '';
  writeFileSync(
    join(bin, 'git'),
    `#!/bin/sh\nfor word in "$@"; do [ "$word" = read-tree ] && { ${script}; }; done\nPATH='${path}' exec git "$@"\n`,
  );
  chmodSync(join(bin, 'git'), 0o755);
  return runTool(['update'], { cwd: repo, tool, env: cleanEnvironment({ PATH: `${bin}:${path}` }) });
}

test.each([
  { what: 'a new file where the update brings one', path: 'docs/new.md', text: 'an hour of work\n' },
  { what: 'an empty new file there', path: 'docs/new.md', text: '' },
  { what: 'an edit of a file that the update changes', path: order, text: '// typed meanwhile\n' },
])('$what, saved while it runs, stays; the update is refused and nothing else changed', async (saved) => {
  const { repo, tool } = await repoAndTool();
  const before = await stateOf(repo);
  const was = existsSync(join(repo, saved.path)) ? read(repo, saved.path) : undefined;
  const { code, stderr } = await updateWhile(repo, tool, `printf '${saved.text.replace('\n', '\\n')}' > ${saved.path}`);
  expect(stderr).toContain('git will not overwrite what is not committed');
  expect(code).toBe(3);
  expect(read(repo, saved.path)).toBe(saved.text);
  // With that file as it was, everything is.
  if (was === undefined) await git(repo, 'clean', '-fq', saved.path);
  else write(repo, saved.path, was);
  expect(await stateOf(repo)).toEqual(before);
  expect(existsSync(join(repo, '.git/index.lock'))).toBe(false);
  expect((await update(repo, [], tool)).code).toBe(0);
});

test('what git has written before it failed is taken back, but not what was saved meanwhile', async () => {
  const { repo, tool } = await repoAndTool();
  // As a disk that is full after the first file.
  const half = `printf '# New\\n' > docs/new.md; printf 'mine\\n' > ${order}; echo 'fatal: unable to write file' >&2; exit 128`;
  const { code, stderr } = await updateWhile(repo, tool, half);
  expect(stderr).toContain('git could not write the files: unable to write file. What it had written is taken back.');
  expect(code).toBe(1);
  expect(existsSync(join(repo, 'docs/new.md'))).toBe(false);
  expect(read(repo, order)).toBe('mine\n');
  expect(await git(repo, 'status', '--porcelain')).toBe(`M ${order}`);
});

/** A repo in which an update stands half-way: applied on the disk, its journal and its lock of the process given. */
async function standsHalfWay(name: object) {
  const { repo, tool } = await repoAndTool();
  const before = await stateOf(repo);
  const index = readFileSync(join(repo, '.git/index'));
  expect((await update(repo, [], tool)).code).toBe(0);
  const file = join(repo, '.git/create-serverless-workshop/update-root/journal.json');
  writeFileSync(
    file,
    JSON.stringify({ ...JSON.parse(read(repo, file.slice(repo.length + 1))), phase: 'applying', process: name }),
  );
  writeFileSync(join(repo, '.git/index'), index);
  writeFileSync(join(repo, '.git/index.lock'), `create-serverless-workshop ${JSON.stringify(name)}\n`);
  return { repo, before, tool };
}

test.runIf(process.platform === 'linux')('a process whose number was given again has ended', async () => {
  const { repo, tool } = await standsHalfWay({ ...ownProcess(), started: '1', pid: process.ppid, id: 'before' });
  const { code, stdout } = await update(repo, [], tool);
  expect(stdout).toContain('An update to 0.3.0 that was killed on its way has been undone.');
  expect(code).toBe(0);
});

test('of a process on another machine nobody knows: it is refused, and an abort takes it back', async () => {
  const { repo, before, tool } = await standsHalfWay({ ...endedProcess(), machine: 'another' });
  const standing = await stateOf(repo);
  const { code, stderr } = await update(repo, [], tool);
  expect(stderr).toContain('Another update runs in this repo.');
  expect(stderr).toContain('npm run workshop -- update --abort');
  expect(code).toBe(3);
  expect(await stateOf(repo)).toEqual(standing);
  expect((await update(repo, ['--abort'], tool)).code).toBe(0);
  expect(await stateOf(repo)).toEqual(before);
  expect(existsSync(join(repo, '.git/index.lock'))).toBe(false);
});

test('an abort is refused where the update still runs', async () => {
  const { repo, tool } = await standsHalfWay(ownProcess());
  const standing = await stateOf(repo);
  const { code, stderr } = await update(repo, ['--abort'], tool);
  expect({ code, said: stderr.includes('Wait until it has ended.') }).toEqual({ code: 3, said: true });
  expect(await stateOf(repo)).toEqual(standing);
});

test('an update that is taken back while it runs undoes nothing of what stands then', async () => {
  const { repo, tool } = await repoAndTool();
  // Somebody else aborts it, and has an update of his own there when git comes to write.
  const folder = join(repo, '.git/create-serverless-workshop');
  const theirs = `rm -r ${folder}/update-root; printf 'theirs\\n' > .git/index.lock; printf 'theirs\\n' > docs/new.md; exit 1`;
  const { code, stderr } = await updateWhile(repo, tool, theirs);
  expect(stderr).toContain('Another process has undone this update while it ran');
  expect(code).toBe(1);
  expect(read(repo, 'docs/new.md')).toBe('theirs\n');
  expect(readFileSync(join(repo, '.git/index.lock'), 'utf8')).toBe('theirs\n');
  mkdirSync(folder, { recursive: true });
  expect(readdirSync(folder)).toEqual([]);
});

test('a folder of git that cannot be written to is named as what it is', async () => {
  const { repo, tool } = await repoAndTool();
  // Nothing is closed to root.
  const root = process.getuid?.() === 0 ? { uid: 65534 } : {};
  await git(repo, 'config', 'core.fileMode', 'false');
  // An older git knows its file alone, by where the home is.
  const home = scratchFolder();
  chmodSync(home, 0o755);
  writeFileSync(join(home, '.gitconfig'), '[safe]\n  directory = *\n');
  const env = cleanEnvironment({ HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig') });
  chmodSync(join(repo, '..'), 0o755);
  chmodSync(join(tool, '../..'), 0o755);
  chmodSync(join(repo, '.git'), 0o555);
  const { code, stderr } = await runTool(['update'], { cwd: repo, tool, env, ...root });
  chmodSync(join(repo, '.git'), 0o755);
  expect(stderr).toContain("git's own folder cannot be written to");
  expect(code).toBe(3);
});
