import type { Tree } from '../../src/tree/tree.ts';
import { type Combination, nameOf, validCombinations } from './combinations.ts';
import { renderCombination } from './compose.ts';
import { type Unit, unitsOf } from './units.ts';

/** A valid combination and what is made of it, in memory. */
export type Repo = {
  readonly name: string;
  readonly combination: Combination;
  readonly tree: Tree;
  readonly units: ReadonlyMap<string, Unit>;
};

let all: readonly Repo[] | undefined;

/** Every repo that can be made, in the order of the answers. A second for all of them. */
export function everyRepo(): readonly Repo[] {
  all ??= validCombinations.map((combination) => {
    const tree = renderCombination(combination);
    return { name: nameOf(combination), combination, tree, units: unitsOf(tree) };
  });
  return all;
}
