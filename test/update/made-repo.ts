import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { cleanEnvironment, digest, type Ended, runProgram, runTool, scratchFolder } from '../e2e/tool.ts';
import { entriesIn } from '../entries-in.ts';

/** Answers of a repo, as flags. */
type Flags = readonly string[];

const made = new Map<string, Promise<string>>();

/** A committed repo of its own, made by this build: a copy of the one that was made for these answers in this run of the tests. */
export async function madeRepo(flags: Flags = []): Promise<string> {
  const key = flags.join(' ');
  if (!made.has(key)) made.set(key, makeOnce(flags));
  const repo = join(scratchFolder(), 'my-shop');
  cpSync((await made.get(key)) ?? '', repo, { recursive: true, verbatimSymlinks: true });
  return repo;
}

/** Two files of tests may make it at the same time: each in a folder of its own, and the first one there is for both. */
async function makeOnce(flags: Flags): Promise<string> {
  const { MADE_REPOS } = process.env;
  if (MADE_REPOS === undefined)
    throw new Error('MADE_REPOS is not set: this test runs with a config that makes no folder.');
  const kept = join(MADE_REPOS, digest(Buffer.from(flags.join(' '))));
  if (existsSync(kept)) return join(kept, 'my-shop');
  const folder = mkdtempSync(join(MADE_REPOS, 'making-'));
  const { code, stderr } = await runTool(['my-shop', ...flags, '--yes', '--no-install'], { cwd: folder });
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  // A file for each object would be most of what a copy has to write.
  await git(join(folder, 'my-shop'), 'gc', '--quiet');
  try {
    renameSync(folder, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
    rmSync(folder, { recursive: true, force: true });
  }
  return join(kept, 'my-shop');
}

/** Runs git and expects it to work; answers what it printed. */
export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runProgram('git', args, { cwd, env: cleanEnvironment() });
  expect(code, `git ${args.join(' ')}: ${stderr}`).toBe(0);
  return stdout.trim();
}

/** Writes a file of a repo, with the folders above it. */
export function write(repo: string, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), content);
}

/** The text of a file of a repo. */
export function read(repo: string, path: string): string {
  return readFileSync(join(repo, path), 'utf8');
}

/** Commits everything, edits and new files. */
export async function commit(repo: string, message = 'Edit'): Promise<void> {
  await git(repo, 'add', '--all');
  await git(repo, 'commit', '--quiet', '--no-verify', '-m', message);
}

/** Runs `update` of a tool in a repo. */
export function update(repo: string, args: readonly string[] = [], tool?: string): Promise<Ended> {
  return runTool(['update', ...args], { cwd: repo, ...(tool !== undefined && { tool }) });
}

/** Everything that an update may change: each file with its bytes, rights and links, the index, and the refs. */
export async function stateOf(repo: string): Promise<object> {
  const files = entriesIn(repo)
    .filter((entry) => !`${entry.parentPath}/`.startsWith(join(repo, '.git/')) && entry.name !== '.git')
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) return [path.slice(repo.length + 1), 'folder'];
      if (entry.isSymbolicLink()) return [path.slice(repo.length + 1), `link to ${readlinkSync(path)}`];
      return [
        path.slice(repo.length + 1),
        `${digest(readFileSync(path))} ${(lstatSync(path).mode & 0o777).toString(8)}`,
      ];
    });
  return {
    files: Object.fromEntries(files.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))),
    index: await git(repo, 'ls-files', '--stage'),
    refs: await git(repo, 'for-each-ref'),
    status: await git(repo, 'status', '--porcelain', '--untracked-files=all'),
  };
}
