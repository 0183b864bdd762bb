import type { Tree, TreeFile } from '../../src/tree/tree.ts';
import { digest } from './digest.ts';

/** What decides how a file is formatted and linted, beside its own bytes and its path. */
const settings = 'biome.json';

/**
 * The same files as the trees hold, each distinct content once, in as few trees as that takes: every path is where it was, below
 * the settings that it had.
 */
export function distinctFiles(trees: readonly Tree[]): Tree[] {
  const seen = new Set<string>();
  const piles = new Map<string, { settings: TreeFile; trees: Map<string, TreeFile>[] }>();
  for (const tree of trees) {
    const own = tree.get(settings);
    if (!own) throw new Error(`A repo has no ${settings}.`);
    const at = digest([['settings', own.bytes]]);
    const pile = piles.get(at) ?? { settings: own, trees: [] };
    piles.set(at, pile);
    for (const [path, file] of tree) {
      const key = digest([
        ['settings', at],
        [path, file.bytes],
      ]);
      if (path === settings || seen.has(key)) continue;
      seen.add(key);
      const free = pile.trees.find((one) => !one.has(path));
      if (free) free.set(path, file);
      else
        pile.trees.push(
          new Map([
            [settings, own],
            [path, file],
          ]),
        );
    }
  }
  return [...piles.values()].flatMap((pile) => pile.trees);
}
