import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { reposForClosures } from './closures.ts';
import { compose, linkWorkspaces, writeTree } from './compose.ts';
import { isGreen, keepGreen } from './green.ts';
import { pass } from './pass.ts';
import { everyRepo, type Repo } from './repos.ts';

const scratch = join(fileURLToPath(new URL('../..', import.meta.url)), '.scratch');
const tsc = join(scratch, 'node_modules/.bin/tsc');

/** Two seconds each. */
const room = 60;
const unitsOf = (repo: Repo) => [...repo.units.values()];
const closuresOf = (repo: Repo) => unitsOf(repo).map(({ closure }) => closure);
const chosen = reposForClosures(everyRepo(), unitsOf, room);

test('every package, each distinct with what it imports, has correct types', async () => {
  const checked = new Set<string>();
  for (const repo of chosen) {
    if (closuresOf(repo).every((closure) => isGreen('types', closure))) continue;
    const folder = join(scratch, `types-${repo.name}`);
    await compose(folder, repo.combination);
    await pass(tsc, ['--noEmit'], folder);
    keepGreen('types', closuresOf(repo));
    checked.add(repo.name);
  }
  const closures = (repos: readonly Repo[]) => new Set(repos.flatMap(closuresOf)).size;
  console.log(
    `SEED=${process.env.SEED}: ${closures(chosen)} of ${closures(everyRepo())} closures in ${chosen.length} repos`,
  );
  console.log(`${chosen.length - checked.size} of them were known to be green`);
  expect(chosen.length).toBeGreaterThan(0);
});

test('the control: a wrong type in a package of one repo is found', async () => {
  const path = 'packages/core/src/order.ts';
  const [repo] = everyRepo();
  const file = repo?.tree.get(path);
  if (!repo || !file) throw new Error(`no repo has ${path}`);
  const bytes = Buffer.from(`${Buffer.from(file.bytes)}\nexport const planted: number = 'text';\n`);
  const folder = join(scratch, 'types-planted');
  writeTree(folder, new Map([...repo.tree, [path, { ...file, bytes }]]));
  linkWorkspaces(folder);
  await expect(pass(tsc, ['--noEmit'], folder)).rejects.toThrow(path);
});
