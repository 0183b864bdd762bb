// @ts-check
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {object} Where @property {string} cwd The folder to run in. */

/**
 * Runs the npm that came with this Node, without a shell, so that it works the same on Windows.
 * Throws when npm cannot be found or does not exit with 0.
 * @param {readonly string[]} args
 * @param {Where} options
 */
export async function npm(args, { cwd }) {
  await run([npmCli(), ...args], { cwd });
}

/**
 * Runs a script with this Node, its output on this screen. Throws when it does not exit with 0.
 * @param {readonly string[]} args
 * @param {Where} options
 */
export async function run(args, { cwd }) {
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
  const code = await new Promise((done, fail) => child.once('error', fail).once('exit', done));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}

/** @returns {string} */
function npmCli() {
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
