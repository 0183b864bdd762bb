import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { devDataDir, readDevFile, repoRoot } from 'serverless-workshop/local';
import { RefusedError } from './refused.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where a verb works. */
export type Settings = { readonly env: Env; readonly dataDir: string };

/**
 * The settings of the parts to work on. Where the environment has `key`, they are the environment's: that is how a
 * verb reaches a cloud. Otherwise they are those of the parts that `npm run dev` has running; refuses when it does not run.
 */
export function settingsWith(key: string): Settings {
  const given = Boolean(process.env[key]);
  if (existsSync(join(repoRoot(), '.env'))) process.loadEnvFile(join(repoRoot(), '.env'));
  if (given) return { env: process.env, dataDir: devDataDir() };
  return devSettings(`, or set ${key} and what belongs to it`);
}

/** The settings of the parts that `npm run dev` has running. Refuses when it does not run. */
export function devSettings(otherwise = ''): Settings {
  const dev = readDevFile();
  if (!dev) {
    throw new RefusedError(`No parts are running here: start them with "npm run dev" in another terminal${otherwise}.`);
  }
  return { env: { ...process.env, ...dev.env }, dataDir: devDataDir() };
}
