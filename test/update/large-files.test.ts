import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment, runTool, scratchFolder } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'packages/core/src/order.ts';
const large = 320 << 20;

/** A repo with a committed file of many bytes at a path, and a tool whose template has another order.ts. */
async function repoWith(path: string) {
  const repo = await madeRepo();
  const tool = newerTool('0.3.0', { [`base/${order}`]: `// new\n${read(repo, order)}` });
  write(repo, path, '');
  truncateSync(join(repo, path), large);
  return { repo, tool };
}

/** Runs an update and answers the most memory that the tool held, in bytes. */
async function measured(repo: string, tool: string, args: readonly string[] = []) {
  const folder = scratchFolder();
  const preload = join(folder, 'peak.mjs');
  const file = join(folder, 'peak');
  writeFileSync(
    preload,
    `import { writeFileSync } from 'node:fs';\nprocess.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS * 1024)));\n`,
  );
  const ended = await runTool(['update', ...args], {
    cwd: repo,
    tool,
    node: ['--import', preload],
    env: cleanEnvironment(),
  });
  return { ...ended, peak: Number(read(folder, 'peak')) };
}

test('a large file beside one that the user has moved is not read: its length alone tells that it is another', async () => {
  const { repo, tool } = await repoWith('data/orders.ts');
  await git(repo, 'mv', order, 'packages/core/src/buying.ts');
  await commit(repo);
  const { code, stdout, peak } = await measured(repo, tool);
  expect(stdout).toContain('packages/core/src/buying.ts');
  expect(code).toBe(0);
  expect(read(repo, 'packages/core/src/buying.ts')).toMatch(/^\/\/ new\n/);
  expect(peak).toBeLessThan(large);
});

test('a large file in the place of a template file is a conflict that keeps it, and an abort leaves it', async () => {
  const { repo, tool } = await repoWith(order);
  await commit(repo);
  const updated = await measured(repo, tool);
  expect(updated.stdout).toContain('yours is too large to be merged; yours stays');
  expect(updated.code).toBe(2);
  expect(updated.peak).toBeLessThan(large);
  const aborted = await measured(repo, tool, ['--abort']);
  expect(aborted.code).toBe(0);
  expect(aborted.peak).toBeLessThan(large);
  expect(await git(repo, 'status', '--porcelain')).toBe('');
  expect((await update(repo, ['--check'], tool)).code).toBe(10);
});
