import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Env } from '../contract/index.ts';
import { typescriptArgs } from '../typescript.ts';

/**
 * Runs a program of the gate until it kills itself with SIGKILL, and then, with other settings, until it comes through. Throws when one of the two ends
 * in another way. `what` is for the error.
 */
export async function killedOnce(what: string, program: URL, deadly: Env, again: Env): Promise<void> {
  const died = await ended(program, deadly);
  if (died !== 'SIGKILL') throw new Error(`${what} ended with ${died} and was to be killed`);
  const through = await ended(program, again);
  if (through !== 0) throw new Error(`${what} ended with ${through} when it ran again`);
}

function ended(program: URL, env: Env): Promise<number | string | null> {
  const child = spawn(process.execPath, [...typescriptArgs(), fileURLToPath(program)], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(signal ?? code));
  });
}
