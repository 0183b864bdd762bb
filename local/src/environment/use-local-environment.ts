import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Env } from '../contract/index.ts';
import { repoRoot } from '../repo.ts';
import { localEnvironment } from './local-environment.ts';

let ignored: readonly string[] | undefined;

/**
 * Gives this process, and every process it starts, the environment of local parts. Clients of databases and clouds read
 * `process.env` themselves, so that is changed, once. Answers the names that it leaves out of the shell's environment.
 */
export function useLocalEnvironment(): { readonly env: Env; readonly ignored: readonly string[] } {
  if (!ignored) {
    const local = localEnvironment(process.env, readEnvFile());
    for (const name of Object.keys(process.env)) if (local.env[name] === undefined) delete process.env[name];
    Object.assign(process.env, local.env);
    ignored = local.ignored;
  }
  return { env: process.env, ignored };
}

/** The settings in `.env`. A repo need not have the file. */
function readEnvFile(): Env {
  try {
    return parseEnv(readFileSync(join(repoRoot(), '.env'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
