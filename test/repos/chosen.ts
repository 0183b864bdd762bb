import { defaults } from '../../src/layers/answers.ts';
import { answersOf, nameOf } from '../matrix/combinations.ts';
import { cover, pairs } from '../matrix/cover.ts';
import { everything } from '../matrix/everything.ts';
import { everyRepo, type Repo } from '../matrix/repos.ts';
import { shuffled } from '../matrix/seed.ts';

/** What a newcomer gets; it is made, installed and tested in `newcomer.test.ts`. */
export const newcomers = everyRepo().find(({ name }) => name === nameOf(defaults));

/**
 * The repos that are tried as a whole: with the newcomer's, they hold every two answers that go together. The seed decides which of
 * the many such sets it is; of some that it gives, the smallest.
 */
export function pairwise(seed = Number(process.env.SEED), tries = 50): Repo[] {
  const others = everyRepo().filter((repo) => repo !== newcomers);
  if (everything) return others;
  const met = newcomers ? pairs(answersOf(newcomers.combination)) : [];
  const sets = Array.from({ length: tries }, (_, at) =>
    cover(shuffled(others, seed * tries + at), ({ combination }) => pairs(answersOf(combination)), met),
  );
  return sets.reduce((best, one) => (one.length < best.length ? one : best));
}
