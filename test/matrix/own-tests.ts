import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameOf, validCombinations } from './combinations.ts';
import { compose } from './compose.ts';
import { pass } from './pass.ts';

const scratch = join(fileURLToPath(new URL('../..', import.meta.url)), '.scratch');

/** A kind of repo by the name of its combination, and which of its own tests are to run; all when no folder is named. */
export type Kind = { readonly name: string; readonly folders: readonly string[] };

/** Composes a repo and runs its own tests. Throws with what they printed when one fails, and when there is no such combination. */
export async function runOwnTests({ name, folders }: Kind): Promise<void> {
  const combination = validCombinations.find((one) => nameOf(one) === name);
  if (!combination) throw new Error(`there is no combination ${name}`);
  const repo = join(scratch, `own-${name}`);
  await compose(repo, combination);
  await pass('npm', ['test', '--silent', '--', ...folders], repo);
}
