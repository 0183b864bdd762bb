import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '../build/generate.ts';
import type { Answers } from '../src/layers/answers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = join(root, '.scratch');

/**
 * Composes a repo to measure in `.scratch/bench-<name>`, and copies our scripts into its folder `bench`. Answers its
 * folder.
 */
export async function composedRepo(name: string, chosen: Partial<Answers> = {}): Promise<string> {
  generate();
  // Imported after generate(), because the module reads what that makes.
  const { compose, installShared } = await import('../test/matrix/compose.ts');
  await installShared(scratch);
  const repo = join(scratch, `bench-${name}`);
  await compose(repo, chosen);
  cpSync(join(root, 'bench/in-repo'), join(repo, 'bench'), { recursive: true });
  return repo;
}

/**
 * Runs `bench/<script>` inside a composed repo, with the repo's TypeScript. Answers the JSON that the script printed
 * last. Throws when it fails.
 */
export function runInRepo<Result>(repo: string, script: string, args: readonly string[] = []): Result {
  const result = spawnSync(process.execPath, ['--import', 'tsx', join('bench', script), ...args], {
    cwd: repo,
    encoding: 'utf8',
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  });
  if (result.status !== 0) throw new Error(`${script} failed (${result.status}):\n${result.stdout}${result.stderr}`);
  return JSON.parse(result.stdout.trim().split('\n').at(-1) ?? '') as Result;
}
