import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** A setting with a value, and the place where it was set. */
type Setting = { readonly value: string; readonly place: 'the environment' | '.env' };

/** Looks a setting up. Answers `undefined` when it is missing or empty. */
export type Settings = (name: string) => Setting | undefined;

/** The settings that `npm run dev` sees: the environment first, then the repo's `.env`. */
export function settingsOf(root: string, env: NodeJS.ProcessEnv): Settings {
  const file = readEnvFile(root);
  return (name) => {
    // Node's own loadEnvFile does the same: an empty value in the environment hides the line of the file.
    const set = env[name];
    const value = set ?? file[name];
    return value ? { value, place: set === undefined ? '.env' : 'the environment' } : undefined;
  };
}

/** The settings in the repo's `.env`. Empty when there is no such file. */
export function readEnvFile(root: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(join(root, '.env'), 'utf8'));
  } catch {
    return {};
  }
}
