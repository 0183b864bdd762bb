import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { plumb } from '../git/plumbing.ts';
import { run } from '../git/run.ts';
import { findRepo } from '../update/find-repo.ts';

/** The library's program that generates the registry of events from the schemas of a package. */
const program = 'node_modules/serverless-workshop/bin.js';
const events = 'packages/events';
const registry = 'packages/events/src/contracts.generated.ts';

/** The result. `next` is the command for the user when the program could not run. */
export type Compiled = { readonly done: boolean; readonly detail: string; readonly next?: string };

/**
 * Generates the registry of events with the repo's library, and stages it. When the packages are not installed, the
 * command is shown instead.
 */
export async function compileContracts(cwd: string): Promise<Compiled> {
  const { root } = findRepo(cwd);
  const next = 'npm run contracts';
  if (!existsSync(join(root, program))) {
    return { done: false, detail: `The packages are not installed: run npm install, then ${next}.`, next };
  }
  const { ok, stderr } = await run(process.execPath, [program, 'contracts', events], { cwd: root });
  if (!ok)
    return {
      done: false,
      detail: `The registry was not made: ${stderr.trim().split('\n').at(-1)}. Then: ${next}`,
      next,
    };
  const staged = await plumb(root, ['add', '--', registry]);
  if (staged.code !== 0) {
    return {
      done: false,
      detail: `The registry was made and is not staged: ${staged.stderr.trim()}`,
      next: `git add ${registry}`,
    };
  }
  return { done: true, detail: `The registry of events is up to date: ${registry}.` };
}
