import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Answers } from '../../../src/layers/answers.ts';
import { compose, installShared } from '../compose.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const scratch = join(root, '.scratch');
const engine = join(scratch, 'engine');
const files = join(root, 'templates/provider/aws/files/deploy');

/** Installs what all combinations share: the workspace's packages, and the deploy engine with the lock that the templates ship. */
export async function installOnce(): Promise<void> {
  await installShared(scratch);
  const lock = readFileSync(join(files, 'package-lock.json'));
  const copy = join(engine, 'package-lock.json');
  if (existsSync(copy) && readFileSync(copy).equals(lock) && existsSync(join(engine, 'node_modules/serverless')))
    return;
  mkdirSync(engine, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(files, file), join(engine, file));
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: engine, timeout: 600_000 });
}

/** Composes a combination into `.scratch/cloud-<name>`, with the shared engine. Answers the folder. */
export async function composeForCloud(name: string, chosen: Partial<Answers>): Promise<string> {
  const repo = join(scratch, `cloud-${name}`);
  await compose(repo, chosen);
  symlinkSync(join(engine, 'node_modules'), join(repo, 'deploy/node_modules'), 'dir');
  return repo;
}

/** Runs `npm run package` in a composed repo. Answers the template's path and what was printed; throws with the output when it fails. */
export async function packageRepo(repo: string, ...args: string[]): Promise<{ template: string; printed: string }> {
  // No AWS settings of the developer's own machine: packaging must not need them.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('AWS_')));
  const { stdout, stderr } = await run(process.execPath, [join(root, 'local/bin.js'), 'package', ...args], {
    cwd: repo,
    env,
  }).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
    throw new Error(`${stdout}${stderr}`);
  });
  return {
    template: join(repo, 'deploy/.serverless/cloudformation-template-update-stack.json'),
    printed: `${stdout}${stderr}`,
  };
}
