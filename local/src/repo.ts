import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionDefinition } from './contract/index.ts';

let found: string | undefined;

/**
 * The root folder of the repo: the nearest folder, from the working directory upwards, whose package.json has
 * workspaces. Throws when there is none.
 */
export function repoRoot(): string {
  found ??= findRoot(process.cwd());
  return found;
}

function findRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && readJson<{ workspaces?: unknown }>(manifest).workspaces) return folder;
    if (dirname(folder) === folder) throw new Error(`${from} is in no repo with workspaces: run this in a made repo`);
  }
}

/** A service that runs as its own process: `services/<name>/service.json`. */
export type ServiceDefinition = {
  readonly name: string;
  /** The file to run, relative to the service's folder. It listens on `PORT` and answers `GET /health` with 200. */
  readonly entry: string;
  /** The port it uses when that port is free. */
  readonly port: number;
  /**
   * Whether visitors reach the others through it. It starts after the others and finds them in the settings that
   * `addressName` names.
   */
  readonly front?: boolean;
};

/** The setting that tells a service in front the address of another one: `ORDER_PAGE_URL` for `order-page`. */
export function addressName(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_URL`;
}

/** A definition, and the folder it is in. */
export type Found<Definition> = { readonly folder: string; readonly definition: Definition };

/** All `services/<name>/function.json`. */
export function functions(): Found<FunctionDefinition>[] {
  return definitions('function.json');
}

/** All `services/<name>/service.json`. */
export function services(): Found<ServiceDefinition>[] {
  return definitions('service.json');
}

/** The folders, relative to the root, of everything that answers HTTP: services, and functions with an HTTP trigger. */
export function apps(): string[] {
  const http = functions().filter(({ definition }) => definition.trigger.type === 'http');
  return [...services(), ...http].map(({ folder }) => relative(repoRoot(), folder).replaceAll('\\', '/'));
}

/** The names of the functions that are not started by an HTTP request. */
export function asyncFunctions(): string[] {
  return functions()
    .map(({ definition }) => definition)
    .filter(({ trigger }) => trigger.type !== 'http')
    .map(({ name }) => name);
}

function definitions<Definition>(file: string): Found<Definition>[] {
  return subfolders('services').flatMap((folder) => {
    const path = join(folder, file);
    return existsSync(path) ? [{ folder, definition: readJson<Definition>(path) }] : [];
  });
}

/** Reads the `function.json` of a folder. Throws when there is none. */
export function readFunction(folder: string): FunctionDefinition {
  return readJson<FunctionDefinition>(join(folder, 'function.json'));
}

/** Loads `exports[path]` of every workspace package that has it, sorted by folder name. */
export async function loadExports<Module>(path: './local' | './ops' | './deploy'): Promise<Module[]> {
  const modules: Module[] = [];
  for (const folder of subfolders('packages')) {
    const manifest = join(folder, 'package.json');
    const file = existsSync(manifest) && readJson<{ exports?: Record<string, string> }>(manifest).exports?.[path];
    if (!file) continue;
    modules.push(await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href));
  }
  return modules;
}

function subfolders(of: string): string[] {
  if (!existsSync(join(repoRoot(), of))) return [];
  return readdirSync(join(repoRoot(), of), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(repoRoot(), of, entry.name))
    .sort();
}

function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}
