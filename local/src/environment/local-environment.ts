import { readFileSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Env } from '../contract/index.ts';

/** Settings and files that a shell has for other work, and that clients read by default. */
type ShellSettings = {
  /** `names` is a regular expression. */
  readonly settings: readonly { readonly names: string; readonly why: string }[];
  /** `setting` is the variable that moves the file to another place. */
  readonly files: readonly { readonly path: string; readonly setting: string; readonly why: string }[];
  /** When `.env` has one of these settings, the user wants the files to be read. */
  readonly filesAreReadWith: readonly string[];
};

/** The environment of local parts, and the names of the shell's settings that it leaves out. */
export type LocalEnvironment = {
  readonly env: Readonly<Record<string, string>>;
  readonly ignored: readonly string[];
};

// `doctor` reads the same file.
const shell = JSON.parse(readFileSync(new URL('../../shell-settings.json', import.meta.url), 'utf8')) as ShellSettings;
const foreign = shell.settings.map(({ names }) => new RegExp(names, 'i'));
const isForeign = (name: string) => foreign.some((names) => names.test(name));

/** Addresses that must never go through a proxy. */
const here = ['127.0.0.1', 'localhost'];

/**
 * The environment of the local parts and of everything that talks to them. A person's shell is set up for real accounts
 * and real databases. Settings that a client would read from there by default are left out, unless `file`, the repo's
 * `.env`, has them.
 */
export function localEnvironment(given: Env, file: Env): LocalEnvironment {
  const own = sealed(file);
  const set = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const left = set.filter(([name]) => isForeign(name) && !Object.hasOwn(file, name));
  const kept = set.filter(([name]) => !isForeign(name));
  const env = { ...defined(file), ...Object.fromEntries(kept), ...foreignOf(file), ...own };
  return {
    env: { ...env, ...withoutProxy(env) },
    ignored: left.filter(([name, value]) => own[name] !== value).map(([name]) => name),
  };
}

/** Settings that point the SDK's files to nothing, and stop it from asking the machine for a role. */
function sealed(file: Env): Record<string, string> {
  const wanted = shell.filesAreReadWith.some((name) => Object.hasOwn(file, name));
  return {
    ...(!wanted && Object.fromEntries(shell.files.map(({ setting }) => [setting, devNull]))),
    ...(!Object.hasOwn(file, 'AWS_EC2_METADATA_DISABLED') && { AWS_EC2_METADATA_DISABLED: 'true' }),
  };
}

/** Keeps a proxy for calls to the outside. Node reaches the parts of this machine without it. */
function withoutProxy(env: Readonly<Record<string, string>>): Record<string, string> {
  if (!Object.keys(env).some((name) => /^https?_proxy$/i.test(name))) return {};
  const said = (env.no_proxy ?? env.NO_PROXY ?? '').split(',').filter(Boolean);
  const all = [...new Set([...said, ...here])].join(',');
  return { no_proxy: all, NO_PROXY: all };
}

function foreignOf(file: Env): Record<string, string> {
  return Object.fromEntries(Object.entries(defined(file)).filter(([name]) => isForeign(name)));
}

function defined(env: Env): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
