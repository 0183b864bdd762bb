import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Env } from '../contract/index.ts';
import { typescriptArgs } from '../typescript.ts';

/**
 * Runs a program of the gate with settings that make it kill itself with SIGKILL, then with other settings that let it
 * finish. Throws when one of the runs ends in another way. `what` names the program in the error.
 */
export async function killedOnce(what: string, program: URL, deadly: Env, again: Env): Promise<void> {
  const died = await ended(program, deadly);
  if (died.how !== 'SIGKILL') throw new Error(`${what} ended with ${died.how} and was to be killed\n${died.said}`);
  const through = await ended(program, again);
  if (through.how !== 0) throw new Error(`${what} ended with ${through.how} when it ran again\n${through.said}`);
}

/** How the program ended, and its output, which explains an unexpected end. */
function ended(program: URL, env: Env): Promise<{ how: number | string | null; said: string }> {
  const child = spawn(process.execPath, [...typescriptArgs(), fileURLToPath(program)], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said = `${said}${text}`.slice(-4_000);
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ how: signal ?? code, said }));
  });
}
