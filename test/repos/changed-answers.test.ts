import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { digest, runProgram } from '../e2e/tool.ts';
import { entriesIn } from '../entries-in.ts';
import { linkWorkspaces } from '../matrix/compose.ts';
import { pass } from '../matrix/pass.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = join(root, '.scratch');
const tool = join(root, 'dist/bin.cjs');

/** Edits that any answer leaves alone: a helper in the domain with its test, a page, a setting. */
function edit(repo: string): void {
  appendFileSync(join(repo, 'packages/core/src/order.ts'), '\n/** Mine. */\nexport const mine = 1;\n');
  writeFileSync(
    join(repo, 'packages/core/test/mine.test.ts'),
    "import { expect, test } from 'vitest';\nimport { mine } from '../src/order.ts';\n\ntest('mine', () => expect(mine).toBe(1));\n",
  );
  writeFileSync(join(repo, 'docs/mine.md'), '# Mine\n');
  appendFileSync(join(repo, '.env.example'), '\n# Mine.\n# MINE=1\n');
}

/** What the user's edits leave different from a repo that is made with the new answers. */
const edited = ['.env.example', 'docs/mine.md', 'packages/core/src/order.ts', 'packages/core/test/mine.test.ts'];

/** The paths whose bytes or rights are not the same in both. */
function differing(one: string, other: string): string[] {
  const [mine, theirs] = [filesOf(one), filesOf(other)];
  return [...new Set([...mine.keys(), ...theirs.keys()])].filter((path) => mine.get(path) !== theirs.get(path)).sort();
}

function filesOf(repo: string): Map<string, string> {
  const files = entriesIn(repo).filter((entry) => entry.isFile() && !entry.parentPath.includes(join(repo, '.git')));
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(repo, path), `${statSync(path).mode & 0o111} ${digest(readFileSync(path))}`];
    }),
  );
}

// Both ways of each answer; `slot` is a file of the slot that the answer fills, which the user has edited too: a conflict, both sides kept.
test.each([
  { from: [], set: 'database=dynamodb', slot: 'packages/database/src/effects.ts' },
  { from: ['--database', 'dynamodb'], set: 'database=postgres', slot: 'packages/database/src/effects.ts' },
  { from: [], set: 'start=greenfield' },
  { from: ['--start', 'greenfield'], set: 'start=legacy' },
  { from: [], set: 'telemetry=cloudwatch', slot: 'packages/telemetry/src/start-telemetry.ts' },
  { from: ['--telemetry', 'cloudwatch'], set: 'telemetry=otlp', slot: 'packages/telemetry/src/start-telemetry.ts' },
])('an edited repo takes $set, and is the repo of that answer with the edits in it', async ({ from, set, slot }) => {
  const name = `changed-${set.replace('=', '-')}`;
  const [repo, fresh] = [join(scratch, name), join(scratch, 'fresh', name)];
  for (const folder of [repo, fresh]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(scratch, 'fresh'), { recursive: true });
  const make = (at: string, flags: readonly string[]) =>
    pass(process.execPath, [tool, name, ...flags, '--yes', '--no-install', '--no-git'], at);
  await make(scratch, from);
  await make(join(scratch, 'fresh'), [`--${set.split('=')[0]}`, set.split('=')[1] ?? '']);
  edit(repo);
  if (slot !== undefined) appendFileSync(join(repo, slot), '\n// Mine.\n');
  const git = (...args: string[]) =>
    pass('git', ['-c', 'user.name=A Tester', '-c', 'user.email=tester@example.com', ...args], repo);
  await git('init', '-q');
  await git('add', '--all');
  await git('commit', '-q', '--no-verify', '-m', 'Mine');
  const { code, stderr } = await runProgram(process.execPath, [tool, 'update', '--set', set], { cwd: repo });
  expect(stderr).toBe('');
  expect(code).toBe(slot === undefined ? 0 : 2);
  if (slot !== undefined) {
    // Both are there, each whole; this user takes the new one.
    expect(readFileSync(join(repo, slot), 'utf8')).toContain('// Mine.');
    await git('checkout', '-q', '--theirs', slot);
    await git('add', slot);
    await pass(process.execPath, [tool, 'update', '--continue'], repo);
  }
  // Beside the page that says how to move, all else is as it is made: that is tested where such repos are tried as a whole.
  expect(differing(repo, fresh).filter((path) => !path.startsWith('docs/moving/'))).toEqual(edited);
  linkWorkspaces(repo);
  await pass(join(root, 'node_modules/.bin/biome'), ['check', '--error-on-warnings', '.'], repo);
  await pass(join(scratch, 'node_modules/.bin/tsc'), ['--noEmit'], repo);
  await pass(
    'npm',
    ['test', '--silent', '--', 'packages/core/', ...(slot ? [`${dirname(dirname(slot))}/`] : [])],
    repo,
  );
});
