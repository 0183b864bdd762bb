import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The running package, read from its own package.json. */
export type OwnPackage = {
  /** The absolute path of the package. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
};

/**
 * Where the running tool came from. A `registry` version can be installed again by its number. Any other version must
 * be packed into the repo, or people who clone the repo could not run the tool.
 */
export type Origin = 'registry' | 'checkout' | 'other';

/** Reads the package at `root`, the folder above `dist/` or `src/`. */
export function readOwnPackage(root: string): OwnPackage {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as OwnPackage;
  return { root, name, version };
}

/** Finds out where a package came from, by the traces that package managers leave. Answers `other` when in doubt. */
export function originOf({ root, name, version }: OwnPackage): Origin {
  if (existsSync(join(root, 'templates')) && existsSync(join(root, 'build'))) return 'checkout';
  const path = root.split(sep).join('/').replace(/\/$/, '');
  // pnpm: node_modules/.pnpm/<name>@<version>/node_modules/<name>. For a file or a folder its path stands in place of
  // the version.
  if (path.includes(`/.pnpm/${name}@${version}/`) || path.includes(`/.pnpm/${name}@${version}_`)) return 'registry';
  // Yarn without node_modules: …/<name>-npm-<version>-<hash>.zip/node_modules/<name>.
  if (path.includes(`/${name}-npm-${version}-`)) return 'registry';
  if (!path.endsWith(`/node_modules/${name}`)) return 'other';
  const modules = path.slice(0, -name.length - 1);
  return byNpm(modules, name) ?? byYarn(modules, name, version) ?? 'other';
}

type LockedPackage = { resolved?: string; link?: boolean; integrity?: string };

function byNpm(modules: string, name: string): Origin | undefined {
  const lock = readJson(`${modules}/.package-lock.json`) as { packages?: Record<string, LockedPackage> } | undefined;
  const locked = lock?.packages?.[`node_modules/${name}`];
  if (!locked) return undefined;
  // npm can be told to omit a registry's addresses from the lock (`omit-lockfile-registry-resolved`). The addresses of
  // files are always there.
  if (locked.link || !locked.integrity || !/^https?:/.test(locked.resolved ?? 'https:')) return 'other';
  // A tarball from a web address looks the same in the lock as a registry's package. The dependency in package.json
  // tells them apart.
  const asked = readJson(`${modules}/../package.json`) as
    | Record<string, Record<string, string> | undefined>
    | undefined;
  const spec = asked?.dependencies?.[name] ?? asked?.devDependencies?.[name] ?? '';
  return /[:/]/.test(spec.replace(/^npm:/, '')) ? 'other' : 'registry';
}

function byYarn(modules: string, name: string, version: string): Origin | undefined {
  const state = readText(`${modules}/.yarn-state.yml`);
  if (state !== undefined) return state.includes(`"${name}@npm:${version}"`) ? 'registry' : 'other';
  const integrity = readJson(`${modules}/.yarn-integrity`) as { lockfileEntries?: Record<string, string> } | undefined;
  if (!integrity) return undefined;
  const [pattern] = Object.keys(integrity.lockfileEntries ?? {}).filter((key) => key.startsWith(`${name}@`));
  return pattern !== undefined && !/[:/]/.test(pattern) ? 'registry' : 'other';
}

function readJson(file: string): unknown {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
