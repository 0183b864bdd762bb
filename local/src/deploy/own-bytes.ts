import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repoRoot } from '../repo.ts';

const library = realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/** Throws when a function is bundled with a file of this library. `inputs` are paths from the root of the repo. */
export function refuseTheLibrary(functionName: string, inputs: readonly string[]): void {
  const own = inputs.filter((file) => resolve(repoRoot(), file).startsWith(library + sep));
  if (own.length === 0) return;
  throw new Error(
    `${functionName} imports serverless-workshop (${own[0]}), which runs a repo on this machine and is not deployed. Import it from tests, from a package's local.ts or from its types at serverless-workshop/contract.`,
  );
}
