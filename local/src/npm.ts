import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder to run in. */
type Where = { readonly cwd: string };

/**
 * Runs the npm that came with this Node, without a shell, so that it works the same on Windows. Throws when npm is not
 * found or does not exit with 0.
 */
export async function npm(args: readonly string[], where: Where): Promise<void> {
  await run([npmCli(), ...args], where);
}

/** Runs a script with this Node and shows its output. Throws when it does not exit with 0. */
export async function run(args: readonly string[], { cwd }: Where): Promise<void> {
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
  const code = await new Promise((done, fail) => child.once('error', fail).once('exit', done));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}

function npmCli(): string {
  const { npm_execpath: running = '' } = process.env;
  const beside = dirname(process.execPath);
  const candidates = [
    ...(running.endsWith('npm-cli.js') ? [running] : []),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ];
  const found = candidates.find((path) => existsSync(path));
  if (!found) throw new Error('npm was not found beside node; start this with "npm run"');
  return found;
}
