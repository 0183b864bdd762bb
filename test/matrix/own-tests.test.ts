import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { reposForClosures } from './closures.ts';
import { compose } from './compose.ts';
import { closedUnits, runClosed } from './own-tests.ts';
import { everyRepo, type Repo } from './repos.ts';

const scratch = join(fileURLToPath(new URL('../..', import.meta.url)), '.scratch');

/** Ten seconds each. Sixteen are enough for every closure of two databases at one provider. */
const room = 20;
const chosen = reposForClosures(everyRepo(), closedUnits, room);

// What starts services and functions of a repo meets all of it, and is tested in whole repos: see `test/repos`.
test('every package with tests of its own is in one of the chosen repos', () => {
  const tested = new Set(chosen.flatMap((repo) => closedUnits(repo).map(({ digest }) => digest)));
  const all = everyRepo().flatMap((repo) => closedUnits(repo).map(({ digest }) => digest));
  expect(all.filter((one) => !tested.has(one))).toEqual([]);
  const closures = (repos: readonly Repo[]) =>
    new Set(repos.flatMap((repo) => closedUnits(repo).map((one) => one.closure)));
  console.log(
    `SEED=${process.env.SEED}: ${closures(chosen).size} of ${closures(everyRepo()).size} closures in ${chosen.length} repos`,
  );
});

test.each(chosen.map((repo) => ({ name: repo.name, repo })))(
  'the own tests of packages of $name pass',
  async ({ name, repo }) => {
    const folder = join(scratch, `own-${name}`);
    await compose(folder, repo.combination);
    const ran = await runClosed(repo, folder);
    console.log(`${name}: ${ran.length === 0 ? 'all known to be green' : ran.join(' ')}`);
  },
);
