import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FunctionDefinition } from '@app/core/local';

/** The root folder of this repo. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A service that is a process of its own: `services/<name>/service.json`. */
export type ServiceDefinition = {
  readonly name: string;
  /** The file that is run, from the service's folder. It listens on `PORT` and answers `GET /health` with 200. */
  readonly entry: string;
  /** The port it likes to have. */
  readonly port: number;
  /** It stands before all others: it starts when they run, and `addressName` says under which settings it finds them. */
  readonly front?: boolean;
};

/** The setting that tells a service in front where another one answers: `ORDER_PAGE_URL` for `order-page`. */
export function addressName(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_URL`;
}

/** A definition, and the folder it was found in. */
export type Found<Definition> = { readonly folder: string; readonly definition: Definition };

/** All `services/<name>/function.json`. */
export function functions(): Found<FunctionDefinition>[] {
  return definitions('function.json');
}

/** All `services/<name>/service.json`. */
export function services(): Found<ServiceDefinition>[] {
  return definitions('service.json');
}

/** The folders, below the root, of what answers HTTP: services that are processes, and functions behind HTTP. */
export function apps(): string[] {
  const http = functions().filter(({ definition }) => definition.trigger.type === 'http');
  return [...services(), ...http].map(({ folder }) => relative(root, folder).replaceAll('\\', '/'));
}

/** The names of the functions that no HTTP request starts. */
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

/** The `function.json` of a folder. Throws when there is none. */
export function readFunction(folder: string): FunctionDefinition {
  return readJson<FunctionDefinition>(join(folder, 'function.json'));
}

/** Loads `exports[path]` of every workspace package that has it, in the order of the folders' names. */
export async function loadExports<Module>(path: './local' | './testing' | './ops'): Promise<Module[]> {
  const modules: Module[] = [];
  for (const folder of subfolders('packages')) {
    const manifest = join(folder, 'package.json');
    const file = existsSync(manifest) && readJson<{ exports?: Record<string, string> }>(manifest).exports?.[path];
    // This package's own exports are for those who use it.
    if (!file || folder === join(root, 'packages', 'local')) continue;
    modules.push(await import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href));
  }
  return modules;
}

/** Node's arguments to run TypeScript. */
export function typescriptArgs(): string[] {
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}

function subfolders(of: string): string[] {
  if (!existsSync(join(root, of))) return [];
  return readdirSync(join(root, of), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, of, entry.name))
    .sort();
}

function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}
