import { isGreen, keepGreen } from './green.ts';
import { pass } from './pass.ts';
import type { Repo } from './repos.ts';
import type { Unit } from './units.ts';

/** The packages of a repo whose own tests meet no more than what they import: what is green beside it once is green everywhere. */
export function closedUnits(repo: Repo): Unit[] {
  return [...repo.units.values()].filter(({ hasTests, startsRepo }) => hasTests && !startsRepo);
}

/** The packages of a repo whose own tests start services or functions of it. */
function flows(repo: Repo): Unit[] {
  return [...repo.units.values()].filter(({ hasTests, startsRepo }) => hasTests && startsRepo);
}

/** Runs those own tests of closed packages that are not known to be green, in a repo that was composed or installed. Answers what it ran. */
export function runClosed(repo: Repo, folder: string): Promise<string[]> {
  return runUnits(unknown(repo), repo, folder);
}

/** Runs the same, and the tests that start services and functions of the repo. */
export function runWhole(repo: Repo, folder: string): Promise<string[]> {
  return runUnits([...flows(repo), ...unknown(repo)], repo, folder);
}

/** Keeps that all own tests of a repo were green. */
export function keepOwnTestsGreen(repo: Repo): void {
  keepGreen(
    'tests',
    closedUnits(repo).map(({ closure }) => closure),
  );
}

async function runUnits(units: readonly Unit[], repo: Repo, folder: string): Promise<string[]> {
  const folders = units.map((unit) => unit.folder);
  if (folders.length > 0) await pass('npm', ['test', '--silent', '--', ...folders.map((one) => `${one}/`)], folder);
  keepOwnTestsGreen(repo);
  return folders;
}

function unknown(repo: Repo): Unit[] {
  return closedUnits(repo).filter(({ closure }) => !isGreen('tests', closure));
}
