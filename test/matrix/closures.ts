import { coverAsFar } from './cover.ts';
import { everything } from './everything.ts';
import type { Repo } from './repos.ts';
import { shuffled } from './seed.ts';
import type { Unit } from './units.ts';

/**
 * The repos in which packages are checked: each distinct package beside each distinct content of all that it imports, and, as far
 * as there is room, each distinct closure. What there is no room for is another part of the rest from seed to seed, and all of it
 * in `npm run test:all`.
 */
export function reposForClosures(
  repos: readonly Repo[],
  unitsOf: (repo: Repo) => readonly Unit[],
  room: number,
): Repo[] {
  return coverAsFar(
    repos,
    (repo) => unitsOf(repo).flatMap(({ meetings }) => meetings),
    (repo) => unitsOf(repo).map(({ closure }) => closure),
    { room: everything ? Number.POSITIVE_INFINITY : room, rotated: (list) => shuffled(list) },
  );
}
