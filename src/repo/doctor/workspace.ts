import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The parts of a package.json that the doctor reads. */
export type PackageJson = {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
};

/** Reads JSON. Answers `undefined` when the file is missing or damaged. */
export function readJson<T>(...path: string[]): T | undefined {
  try {
    return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** The workspace folders of a repo as absolute paths: each folder below `packages/` and `services/`. */
export function workspaceFolders(root: string): string[] {
  return ['packages', 'services'].flatMap((group) => namesIn(join(root, group)).map((name) => join(root, group, name)));
}

/**
 * The package.json files of the root and the workspaces that exist and do not hold a JSON object, as paths from the
 * root with `/`.
 */
export function damagedManifests(root: string): string[] {
  return [root, ...workspaceFolders(root)]
    .map((folder) => join(folder, 'package.json'))
    .filter((file) => existsSync(file) && !isObject(readJson(file)))
    .map((file) => relative(root, file).replaceAll(sep, '/'));
}

/** The names of all packages from a registry that the root and the workspaces declare. */
export function declaredPackages(root: string): Set<string> {
  const manifests = [root, ...workspaceFolders(root)].map((folder) => readJson<PackageJson>(folder, 'package.json'));
  const declared = manifests.flatMap((manifest) =>
    Object.entries({ ...manifest?.dependencies, ...manifest?.devDependencies }),
  );
  return new Set(declared.filter(([name]) => !name.startsWith('@app/')).map(([name]) => name));
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
