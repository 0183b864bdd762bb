import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '../contract/index.ts';
import { devDataDir, readDevFile } from '../dev/dev-file.ts';
import { repoRoot } from '../repo.ts';
import { RefusedError } from './refused.ts';

/** The settings and the data folder that a verb works with. */
export type OpsSettings = { readonly env: Env; readonly dataDir: string };

/**
 * The settings of the parts to work on. When the environment has `key`, the environment's settings are used, which is
 * how a verb reaches a cloud. Otherwise they are those of the running `npm run dev`. Refuses when it does not run.
 */
export function settingsWith(key: string): OpsSettings {
  const given = Boolean(process.env[key]);
  if (existsSync(join(repoRoot(), '.env'))) process.loadEnvFile(join(repoRoot(), '.env'));
  if (given) return { env: process.env, dataDir: devDataDir() };
  return devSettings(`, or set ${key} and what belongs to it`);
}

/** The settings of the parts that `npm run dev` started. Refuses when it does not run. */
export function devSettings(otherwise = ''): OpsSettings {
  const dev = readDevFile();
  if (!dev) {
    throw new RefusedError(`No parts are running here: start them with "npm run dev" in another terminal${otherwise}.`);
  }
  return { env: { ...process.env, ...dev.env }, dataDir: devDataDir() };
}
