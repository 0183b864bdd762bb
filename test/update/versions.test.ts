import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entriesIn } from '../entries-in.ts';
import { editRepo } from './edit-script.ts';
import { keptRepos, keptVersions, layOut } from './kept-version.ts';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';

// Every version that is kept, in every combination that it is kept in, to the newest.
const all = keptVersions.flatMap((version) => keptRepos(version).map((name) => [version, name] as const));

test('four versions are kept: each in four combinations, and the first that was told apart by stage in all of them', () => {
  const counts = Object.fromEntries(keptVersions.map((version) => [version, keptRepos(version).length]));
  expect(counts).toMatchObject({ '0.0.1': 4, '0.0.2': 4, '0.0.3': 4, '0.1.0': 16 });
});

test.each(all)('%s, %s, edited everywhere: nothing is lost', async (version, name) => {
  const { repo } = await layOut(version, name);
  const { lines, deleted, moved } = editRepo(repo);
  await commit(repo, 'Edit');
  const before = await stateOf(repo);
  const planned = await update(repo, ['--dry-run', '--json']);
  const done = await update(repo, ['--json']);
  expect([0, 2]).toContain(done.code);
  const { steps } = JSON.parse(done.stdout) as { steps: { fate: string; path: string }[] };
  expect(JSON.parse(planned.stdout).steps).toEqual(steps);
  const text = allText(repo);
  expect(lines.filter((line) => !text.includes(line))).toEqual([]);
  expect(existsSync(join(repo, deleted))).toBe(false);
  expect(existsSync(join(repo, moved[0]))).toBe(false);
  const unmerged = (await git(repo, 'diff', '--name-only', '--diff-filter=U', '-z')).split('\0').filter(Boolean);
  expect(unmerged.sort()).toEqual(
    steps
      .filter(({ fate }) => fate === 'conflict')
      .map(({ path }) => path)
      .sort(),
  );
  // Taken back, it is as it was; done again, the next one has nothing to do.
  expect(await update(repo, ['--abort'])).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
  await update(repo);
  await commit(repo, 'Update');
  expect(await update(repo)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
});

test.each(all)('%s, %s, not edited: it becomes what is made today', async (version, name) => {
  const { repo, answers } = await layOut(version, name);
  expect(await update(repo)).toMatchObject({ code: 0 });
  const { start, stage, database } = answers;
  const fresh = await madeRepo(['--start', start, '--stage', stage, '--database', database]);
  const named = (text: string) => text.replaceAll(name, 'my-shop');
  for (const { path } of records(fresh)) expect(named(read(repo, path)), path).toBe(read(fresh, path));
  expect(records(repo).map(({ path }) => path)).toEqual(records(fresh).map(({ path }) => path));
  expect(await git(repo, 'status', '--porcelain', '--untracked-files=all')).not.toContain('??');
});

test.each([
  ['legacy-postgres-tasks', 'packages/postgres/src/migrate.ts', 'packages/sql/src/migrate.ts'],
  ['legacy-dynamodb-tasks', 'packages/postgres/src/transaction.ts', 'packages/sql/src/transaction.ts'],
  ['greenfield-postgres-tasks', 'packages/postgres/src/shared-pool.ts', 'packages/sql/src/pools.ts'],
])('0.1.0, %s: what was edited in %s comes along to %s', async (name, old, path) => {
  const { repo } = await layOut('0.1.0', name);
  const lines = read(repo, old).split('\n');
  write(repo, old, [...lines.slice(0, -1), '', '/** Mine. */', 'export const mine = true;', ''].join('\n'));
  write(repo, 'services/mine/src/main.ts', "import { read } from '@app/postgres';\n");
  await commit(repo, 'Edit');
  expect(await update(repo)).toMatchObject({ code: 0 });
  expect(existsSync(join(repo, old))).toBe(false);
  expect(read(repo, path)).toContain('export const mine = true;');
  expect(read(repo, path)).toContain("from './engine.ts'");
  expect(read(repo, 'services/mine/src/main.ts')).toBe("import { read } from '@app/sql/unfenced';\n");
});

test('the control: a two-way update, the new template over everything, loses what was edited', async () => {
  const { repo, answers } = await layOut(keptVersions[0] ?? '', 'legacy-postgres');
  const { lines } = editRepo(repo);
  const fresh = await madeRepo(['--start', answers.start, '--database', answers.database]);
  const { writeFileSync } = await import('node:fs');
  for (const { path } of records(fresh)) {
    if (existsSync(join(repo, path))) writeFileSync(join(repo, path), read(fresh, path));
  }
  const text = allText(repo);
  expect(lines.filter((line) => !text.includes(line)).length).toBeGreaterThan(10);
});

function records(repo: string): { path: string }[] {
  return read(repo, '.workshop/base.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** All text of the work tree, without what the tool and git keep. */
function allText(repo: string): string {
  return entriesIn(repo)
    .filter((entry) => entry.isFile() && !/\/\.(git|workshop)(\/|$)/.test(entry.parentPath.slice(repo.length)))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
