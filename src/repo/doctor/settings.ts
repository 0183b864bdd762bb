import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** A setting that has a value, and where it was made. */
type Setting = { readonly value: string; readonly place: 'the environment' | '.env' };

/** Looks a setting up; `undefined` for one that is not there or empty. */
export type Settings = (name: string) => Setting | undefined;

/** The settings that `npm run dev` sees: the environment, and below it the `.env` of the repo. */
export function settingsOf(root: string, env: NodeJS.ProcessEnv): Settings {
  const file = readEnvFile(root);
  return (name) => {
    // As with Node's own loadEnvFile, what the environment sets to nothing hides the line of the file.
    const set = env[name];
    const value = set ?? file[name];
    return value ? { value, place: set === undefined ? '.env' : 'the environment' } : undefined;
  };
}

/** The settings in the `.env` of the repo; none where it has no such file. */
export function readEnvFile(root: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(join(root, '.env'), 'utf8'));
  } catch {
    return {};
  }
}
