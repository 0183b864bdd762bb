import { appendFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
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

test.each([
  { set: 'database=dynamodb', own: true },
  { set: 'start=greenfield', own: true },
  { set: 'telemetry=cloudwatch', own: false },
])('an edited repo takes $set, and is as whole as before', async ({ set, own }) => {
  const name = `changed-${set.replace('=', '-')}`;
  const repo = join(scratch, name);
  rmSync(repo, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  await pass(process.execPath, [tool, name, '--yes', '--no-install', '--no-git'], scratch);
  edit(repo);
  const git = (...args: string[]) =>
    pass('git', ['-c', 'user.name=A Tester', '-c', 'user.email=tester@example.com', ...args], repo);
  await git('init', '-q');
  await git('add', '--all');
  await git('commit', '-q', '--no-verify', '-m', 'Mine');
  await pass(process.execPath, [tool, 'update', '--set', set], repo);
  linkWorkspaces(repo);
  await pass(join(root, 'node_modules/.bin/biome'), ['check', '--error-on-warnings', '.'], repo);
  await pass(join(scratch, 'node_modules/.bin/tsc'), ['--noEmit'], repo);
  if (own) await pass('npm', ['test', '--silent'], repo);
  expect(existsSync(join(repo, 'docs/mine.md'))).toBe(true);
});
