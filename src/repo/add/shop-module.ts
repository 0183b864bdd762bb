import { WorkshopError } from '../../errors.ts';
import type { RelPath } from '../../tree/tree.ts';

/** The folder with the modules of the greenfield shop. */
export const modulesFolder = 'services/shop/src';

/** The file in which the shop mounts the modules. */
export const mountingFile = `${modulesFolder}/app.ts`;

/**
 * The files from which a module may import the type of the shop's ports. Until 0.2.0 it was in `app.ts`, which still
 * exports it.
 */
const portsFiles: readonly (string | undefined)[] = ['../ports.ts', '../app.ts'];

/** A module as its `routes.ts` describes it. */
export type ShopModule = {
  readonly name: string;
  /** The name of the function that makes its routes, for example `searchRoutes`. */
  readonly routes: string;
  /** The path of its one route. */
  readonly path: string;
  /** The ports of the shop that it needs. */
  readonly ports: readonly Port[];
};

/** The ports that a module gets when it only reads. */
type Port = 'documents' | 'orders' | 'stock';

const known: readonly Port[] = ['documents', 'orders', 'stock'];

/** The types of these ports in `@app/core`. */
const typeOf: Readonly<Record<Port, string>> = { documents: 'Documents', orders: 'Orders', stock: 'Stock' };

/** The names of the shop's modules, taken from the paths of the repo. */
export function modulesOf(paths: Iterable<RelPath>): string[] {
  const found = [...paths].flatMap((path) => /^services\/shop\/src\/([^/]+)\/routes\.ts$/.exec(path)?.[1] ?? []);
  return found.sort();
}

/**
 * Reads a module's files, given by their paths below its folder. Throws `refused` for a module that cannot run alone:
 * it writes, it has no route or more than one, or it imports files that stay in the shop.
 */
export function readModule(name: string, files: ReadonlyMap<string, string>): ShopModule {
  const at = `${modulesFolder}/${name}`;
  const text = files.get('routes.ts') ?? '';
  const routes = [...text.matchAll(/^export function (\w+)\(/gm)].map(([, found]) => found ?? '');
  if (routes.length !== 1 || routes[0] === undefined) {
    throw cannot(`${at}/routes.ts exports ${routes.length} functions; one makes the routes.`, at);
  }
  const verbs = [...text.matchAll(/\.(get|post|put|patch|delete|all|on|use|route)\(\s*'([^']*)'/g)];
  const writing = verbs.find(([, verb]) => verb !== 'get');
  if (writing) {
    throw cannot(`${at}/routes.ts has .${writing[1]}('${writing[2]}'): only what reads goes behind the router.`, at);
  }
  if (verbs.length !== 1) throw cannot(`${at}/routes.ts has ${verbs.length} routes; a function answers one.`, at);
  const ports = [...(/Pick<ShopPorts, ([^>]+)>/.exec(text)?.[1] ?? '').matchAll(/'(\w+)'/g)].map(([, port]) => port);
  const foreign = ports.find((port) => !(known as readonly unknown[]).includes(port));
  if (foreign !== undefined) throw cannot(`${at}/routes.ts needs ${foreign}, which stays with the shop.`, at);
  if (ports.length === 0) {
    throw cannot(`${at}/routes.ts does not say what it needs, as Pick<ShopPorts, 'documents'>.`, at);
  }
  for (const [file, source] of files) refuseReaching(`${at}/${file}`, source);
  return { name, routes: routes[0], path: verbs[0]?.[2] ?? '', ports: known.filter((port) => ports.includes(port)) };
}

/** The source of a module's file, changed for its own service. */
export function movedSource(source: string): string {
  return source.replace(/(from ')\.\.\/(?:ports|app)\.ts'/g, "$1./module.ts'");
}

/** The source of `src/module.ts` in the module's service. It exports the module and the type of its ports. */
export function moduleSource({ routes, ports }: ShopModule): string {
  const types = ports.map((port) => typeOf[port]).join(', ');
  const fields = ports.map((port) => `readonly ${port}: ${typeOf[port]}`).join('; ');
  return `import type { ${types} } from '@app/core';

export { ${routes} as routes } from './routes.ts';

/** What the module needs from outside: from the shop while that mounts it, from \`main.ts\` where it runs alone. */
export type ShopPorts = { ${fields} };
`;
}

function refuseReaching(file: string, source: string): void {
  for (const [statement, from] of source.matchAll(/^(?:import|export)\b[^;]*?from '(\.\.\/[^']*)';$/gm)) {
    if (portsFiles.includes(from) && /^import type \{ ShopPorts \} from/.test(statement)) continue;
    throw cannot(`${file} imports ${from}, which stays in the shop.`, 'it');
  }
}

function cannot(why: string, what: string): WorkshopError {
  return new WorkshopError('refused', why, {
    hint: `Change that first, then split ${what === 'it' ? 'it' : 'the module'} off.`,
  });
}

/**
 * Makes the shop mount a module from its own service. The import in `app.ts` moves to the sorted imports of packages.
 * Throws `refused` when the import was changed by hand.
 */
export function mountFromService(app: string, { name, routes }: Pick<ShopModule, 'name' | 'routes'>): string {
  const old = `import { ${routes} } from './${name}/routes.ts';\n`;
  if (!app.includes(old)) {
    throw new WorkshopError('refused', `${mountingFile} does not import ${routes} from './${name}/routes.ts'.`, {
      hint: 'Let it mount the module as the others, then do it again.',
    });
  }
  const text = app.replace(old, '');
  const from = `@app/${name}/routes`;
  const imports = [...text.matchAll(/^import [^;]*?from '([^']+)';$/gm)];
  const next = imports.find(([, other = '']) => !other.startsWith('@app/') || other > from);
  const at = next?.index ?? 0;
  return `${text.slice(0, at)}import { ${routes} } from '${from}';\n${text.slice(at)}`;
}

/**
 * Adds the module's package to the shop's dependencies, in sorted order. Throws `refused` when `package.json` cannot be
 * read.
 */
export function dependOnService(manifest: string, name: string): string {
  let parsed: { dependencies?: Record<string, string> };
  try {
    parsed = JSON.parse(manifest);
  } catch {
    throw new WorkshopError('refused', 'services/shop/package.json is not JSON.', { hint: 'Mend it first.' });
  }
  const all = { ...parsed.dependencies, [`@app/${name}`]: '*' };
  const dependencies = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...parsed, dependencies }, null, 2)}\n`;
}
