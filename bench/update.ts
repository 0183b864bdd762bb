import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Changes, repack } from '../build/repack.ts';
import { splitPack } from '../src/layers/pack.ts';
import { type BaseRecord, readBase } from '../src/repo/base.ts';
import type { Claim } from './claim.ts';
import { type Contender, interleave, median } from './interleave.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const preload = new URL('peak-memory.mjs', import.meta.url).href;

/** How many files the template changes. Below: how many of them the user has edited too. */
const changed = 40;
const onBothSides = 20;

/** What the merge of one file may cost in addition, in milliseconds. The tool starts git for it. */
const perFile = 4;

/**
 * Compares an update with the work that cannot be avoided: `git merge` of the same three trees, and the start of Node.
 * One repo has 200 files, the other 2,000, and the same files change in both. So files that do not change must cost
 * almost nothing.
 */
export function measureUpdate(rounds: number): Claim[] {
  const work = mkdtempSync(join(tmpdir(), 'csw-bench-update-'));
  try {
    const small = prepare(join(work, 'small'), 200);
    const large = prepare(join(work, 'large'), 2000);
    return [speed(small, 200, rounds), speed(large, 2000, rounds), memory(small, large)];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

type Prepared = { readonly ours: Contender; readonly merge: Contender };

function speed({ ours, merge }: Prepared, files: number, rounds: number): Claim {
  const empty = { name: 'node -e 0', command: process.execPath, args: ['-e', '0'], cwd: ours.cwd, reset: () => {} };
  const [tool, git, node] = interleave([ours, merge, empty], rounds);
  if (!tool || !git || !node) throw new Error('a contender is missing');
  const floor = git.median + node.median + perFile * onBothSides;
  return {
    what: `update, ${files.toLocaleString('en')} files / git merge + node -e 0 + ${perFile} ms per file of both sides`,
    measured: tool.median / floor,
    unit: ' ×',
    budget: { at: 'most', value: 1.5 },
    detail: `${tool.median.toFixed(0)} ms / (${git.median.toFixed(0)} + ${node.median.toFixed(0)} + ${perFile * onBothSides}) ms`,
  };
}

/**
 * Two versions of the tool with `files` template files, a repo that the user edited, and the same three trees as
 * branches.
 */
function prepare(work: string, files: number): Prepared {
  mkdirSync(work, { recursive: true });
  const first = versionOf(work, '0.2.0', {});
  run(process.execPath, [first, 'probe', '--yes', '--no-install', '--no-git'], work);
  const probe = readBase(readFileSync(join(work, 'probe/.workshop/base.jsonl')));
  const resized = resize(probe, files);
  const old = versionOf(work, '0.2.0', resized);
  run(process.execPath, [old, 'shop', '--yes', '--no-install'], work);
  const repo = join(work, 'shop');
  const records = readBase(readFileSync(join(repo, '.workshop/base.jsonl')));
  const texts = records.filter(({ id, path, bytes }) => isStatic(id) && /\.(ts|md)$/.test(path) && bytes.length > 400);
  const next = texts.slice(0, changed);
  const changes = Object.fromEntries(next.map(({ id, bytes }) => [id, `// From the new template.\n${bytes}`]));
  const tool = versionOf(work, '0.3.0', { ...resized, ...changes });
  for (const { path } of next.slice(0, onBothSides)) appendFileSync(join(repo, path), '// Mine.\n');
  git(repo, 'commit', '-qam', 'Edit');
  return { ours: updating(repo, tool), merge: merging(repo, tool, join(work, 'merged')) };
}

function updating(repo: string, tool: string): Contender {
  const reset = () => {
    git(repo, 'reset', '-q', '--hard', 'main');
    git(repo, 'clean', '-fdq');
    rmSync(join(repo, '.git/create-serverless-workshop'), { recursive: true, force: true });
  };
  return { name: 'update', command: process.execPath, args: [tool, 'update'], cwd: repo, reset };
}

/** The contender that merges the same trees as three commits: the original repo, the user's, and the new template's. */
function merging(repo: string, tool: string, copy: string): Contender {
  cpSync(repo, copy, { recursive: true });
  git(copy, 'checkout', '-q', '-b', 'theirs', 'main~1');
  run(process.execPath, [tool, 'update'], copy);
  git(copy, 'commit', '-qam', 'The new template');
  git(copy, 'checkout', '-q', 'main');
  git(copy, 'tag', 'edited');
  // The user's branch does not change the tool's records, so this merge has no conflict, and neither has ours.
  const args = ['-c', 'gc.auto=0', 'merge', '-q', '--no-edit', '--no-verify', 'theirs'];
  return {
    name: 'git merge',
    command: 'git',
    args,
    cwd: copy,
    reset: () => git(copy, 'reset', '-q', '--hard', 'edited'),
  };
}

/** The changes that give the default repo the wanted number of files, by removing files or adding some. */
function resize(records: readonly BaseRecord[], files: number): Changes {
  const surplus = records.length - files;
  if (surplus > 0) {
    const out = records.filter(({ id, path }) => isStatic(id) && !/package\.json$/.test(path)).slice(-surplus);
    return Object.fromEntries(out.map(({ id }) => [id, undefined]));
  }
  const text = records.find(({ path }) => path === 'packages/core/src/order.ts')?.bytes.toString() ?? '';
  return Object.fromEntries(
    Array.from({ length: -surplus }, (_, n) => [`base/more/${n % 40}/file-${n}.ts`, `// ${n}\n${text}`]),
  );
}

let packed: Set<string> | undefined;

/** Whether a file has no placeholders. Only such a file can differ between two packs of this build. */
function isStatic(id: string): boolean {
  packed ??= new Set(staticIds(readFileSync(join(root, 'dist/templates.pack'))));
  return packed.has(id) || id.startsWith('base/more/');
}

function staticIds(pack: Buffer): string[] {
  return [...splitPack(pack)].flatMap(([folder, files]) =>
    files.filter(({ template }) => !template).map(({ path }) => `${folder}/${path}`),
  );
}

/**
 * Makes another version and lays it out as npm lays out a downloaded package. A repo then names it by its number and
 * carries no packed tool.
 */
function versionOf(work: string, version: string, changes: Changes): string {
  const above = mkdtempSync(join(work, `tool-${version}-`));
  const name = 'create-serverless-workshop';
  const folder = join(above, 'node_modules', name);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] };
  for (const file of manifest.files) cpSync(join(root, file), join(folder, file));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }));
  writeFileSync(join(folder, 'dist/templates.pack'), repack(readFileSync(join(root, 'dist/templates.pack')), changes));
  writeFileSync(join(above, 'package.json'), JSON.stringify({ dependencies: { [name]: version } }));
  const packages = { [`node_modules/${name}`]: { version, integrity: 'sha512-x' } };
  writeFileSync(join(above, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  return join(folder, 'dist/bin.cjs');
}

function memory(small: Prepared, large: Prepared): Claim {
  // The time of a garbage collection differs from run to run. This changes the peak by a tenth.
  const runs = Array.from({ length: 7 }, () => ({ few: peakMemory(small), many: peakMemory(large) }));
  const few = median(runs.map((run) => run.few));
  const many = median(runs.map((run) => run.many));
  return {
    what: 'peak memory of an update, 2,000 files / 200 files',
    measured: many / few,
    unit: ' ×',
    budget: { at: 'most', value: 1.4 },
    detail: `${megabytes(many)} / ${megabytes(few)} MB, medians of ${runs.length} runs; the same 40 files change`,
  };
}

function megabytes(kibibytes: number): string {
  return (kibibytes / 1024).toFixed(0);
}

function peakMemory({ ours }: Prepared): number {
  ours.reset?.();
  const file = join(dirname(ours.cwd), 'peak');
  run(process.execPath, ['--import', preload, ...ours.args], ours.cwd, { PEAK_MEMORY_FILE: file });
  return Number(readFileSync(file, 'utf8'));
}

function git(cwd: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'commit.gpgSign=false'];
  run('git', [...identity, ...args], cwd);
}

function run(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): void {
  const person = {
    GIT_AUTHOR_NAME: 'Bench',
    GIT_AUTHOR_EMAIL: 'bench@example.com',
    GIT_COMMITTER_NAME: 'Bench',
    GIT_COMMITTER_EMAIL: 'bench@example.com',
  };
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...person, ...env } });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${result.stdout}${result.stderr}`);
}
