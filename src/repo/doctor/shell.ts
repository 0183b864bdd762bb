import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { installedFolder } from './installed.ts';
import { readEnvFile } from './settings.ts';
import { readJson } from './workspace.ts';

/** The library's list of settings that its local parts do not read from the shell. */
type ShellSettings = {
  readonly settings: readonly { readonly names: string; readonly why: string }[];
  readonly files: readonly { readonly path: string; readonly setting: string; readonly why: string }[];
  readonly filesAreReadWith: readonly string[];
};

const none: ShellSettings = { settings: [], files: [], filesAreReadWith: [] };

/** Without the library, or with one that is older than the list, nothing is left out. */
function shellSettings(root: string): ShellSettings {
  const folder = installedFolder(root, 'serverless-workshop');
  return (folder && readJson<ShellSettings>(folder, 'shell-settings.json')) || none;
}

/** The environment without the settings that the local parts of this repo ignore. */
export function withoutIgnored(root: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = shellSettings(root).settings.map((group) => new RegExp(group.names, 'i'));
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.some((one) => one.test(name))));
}

/**
 * Names the settings of the shell and the home folder that the local parts ignore, and why. Only `.env` reaches them.
 */
export function shellFindings(root: string, env: NodeJS.ProcessEnv, home = homedir()): Finding[] {
  const { settings, files, filesAreReadWith } = shellSettings(root);
  const file = readEnvFile(root);
  const fromShell = settings.flatMap(({ names, why }) => {
    const all = Object.keys(env).filter((name) => new RegExp(names, 'i').test(name) && !Object.hasOwn(file, name));
    return all.length > 0 ? [ignored(all.sort().join(', '), why)] : [];
  });
  if (filesAreReadWith.some((name) => Object.hasOwn(file, name))) return fromShell;
  const fromHome = files.flatMap(({ path, setting, why }) => {
    const at = env[setting] || join(home, path);
    return existsSync(at) ? [ignored(env[setting] || `~/${path}`, why)] : [];
  });
  return [...fromShell, ...fromHome];
}

function ignored(what: string, why: string): Finding {
  return {
    what: 'your shell',
    status: 'note',
    detail: `dev, tests and gates ignore ${what}: ${why}`,
    mend: 'To use such a setting, write it into .env.',
  };
}
