import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tree } from '../../src/tree/tree.ts';
import { writeTree } from './compose.ts';
import { distinctFiles } from './distinct-files.ts';
import { pass } from './pass.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const biome = join(root, 'node_modules/.bin/biome');

/** Formats and lints every distinct file of the trees once, below `scratch`. Throws with what Biome says. Answers how many files there were. */
export async function lint(trees: readonly Tree[], scratch: string): Promise<number> {
  const distinct = distinctFiles(trees);
  for (const [at, tree] of distinct.entries()) {
    const folder = join(scratch, String(at));
    writeTree(folder, tree);
    // A tree may hold nothing that Biome looks at.
    await pass(biome, ['check', '--error-on-warnings', '--no-errors-on-unmatched', '.'], folder);
  }
  return distinct.reduce((sum, tree) => sum + tree.size - 1, 0);
}
