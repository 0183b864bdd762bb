import { type Node, parseTree } from 'jsonc-parser';
import { WorkshopError } from '../../errors.ts';

/** The path of the file with the router's routes. */
export const routesFile = 'services/router/routes.json';

/** A route that gets a new service, as `routes.json` has it. The shop answers it until somebody switches it over. */
export type NewRoute = {
  readonly name: string;
  readonly path: string;
  /** When the new service answers with one of these statuses, the shop is asked. */
  readonly fallBackOn: readonly number[];
};

/** The longest path that is accepted. */
const longest = 200;

/** What is wrong with the path of a route, as a sentence; `undefined` when nothing is wrong. */
export function pathProblem(path: string): string | undefined {
  const shown = JSON.stringify(path.length > 60 ? `${path.slice(0, 60)}…` : path);
  if (path.length > longest) return `The path ${shown} has ${path.length} characters; ${longest} is the most.`;
  if (path === '/health') return 'The router answers /health itself.';
  if (!/^(\/(:[a-z][A-Za-z0-9]*|[A-Za-z0-9_~][A-Za-z0-9._~-]*))+$/.test(path)) {
    return `${shown} is no path of a route: parts of letters, digits, dots and dashes behind slashes; :id stands for one part.`;
  }
  const names = path.split('/').filter((part) => part.startsWith(':'));
  if (new Set(names).size < names.length) return `The path ${shown} has two parts of one name.`;
  return undefined;
}

/** Converts `/orders/:id/gift` to the form of API Gateway: `/orders/{id}/gift`. */
export function apiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

/**
 * Adds a route to the text of `routes.json`, behind the last one. Everything else stays as it is. Throws `refused` when
 * the file has no list of routes, has a route of this name, or has a route that matches some of the same requests.
 */
export function addRoute(text: string, { name, path, fallBackOn }: NewRoute): string {
  const list = parseTree(text)?.children?.find(({ children }) => children?.[0]?.value === 'routes')?.children?.[1];
  if (list?.type !== 'array') {
    throw new WorkshopError('refused', `${routesFile} has no list "routes": the new route has no place in it.`, {
      hint: `npm run workshop -- update --restore ${routesFile}`,
    });
  }
  for (const route of list.children ?? []) refuseSame(valuesOf(route), { name, path });
  const fields = [
    ['name', name],
    ['method', 'GET'],
    ['path', path],
    ['new', name],
    ['mode', 'legacy'],
    ['mayDiffer', []],
    ...(fallBackOn.length > 0 ? [['fallBackOn', fallBackOn]] : []),
  ].map(([key, value]) => `      ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const entry = `    {\n${fields.join(',\n')}\n    }`;
  const last = list.children?.at(-1);
  if (!last) return `${text.slice(0, list.offset)}[\n${entry}\n  ]${text.slice(list.offset + list.length)}`;
  const end = last.offset + last.length;
  return `${text.slice(0, end)},\n${entry}${text.slice(end)}`;
}

function valuesOf(route: Node): Readonly<Record<string, unknown>> {
  return Object.fromEntries((route.children ?? []).map(({ children }) => [children?.[0]?.value, children?.[1]?.value]));
}

function refuseSame(there: Readonly<Record<string, unknown>>, { name, path }: Pick<NewRoute, 'name' | 'path'>): void {
  if (there.name === name) {
    throw new WorkshopError('refused', `${routesFile} has a route ${JSON.stringify(name)} already.`, {
      hint: 'Choose another name.',
    });
  }
  if (there.method !== 'GET' || typeof there.path !== 'string') return;
  const other = String(there.name);
  if (shapeOf(there.path) === shapeOf(path)) {
    throw new WorkshopError('refused', `GET ${path} has a new side already: ${String(there.new)}.`, {
      hint: `Look at it: npm run route -- compare ${other}`,
    });
  }
  const shared = sharedPath(there.path, path);
  if (shared === undefined) return;
  throw new WorkshopError(
    'refused',
    `GET ${path} and GET ${there.path} (the route ${JSON.stringify(other)}) would answer the same requests, such as ${shared}.`,
    { hint: 'Two routes must differ in a part without a colon. What there is: npm run route -- list' },
  );
}

/** A path that both routes match; `undefined` when there is none. */
function sharedPath(one: string, other: string): string | undefined {
  const [left, right] = [one.split('/'), other.split('/')];
  if (left.length !== right.length) return undefined;
  const parts = left.map((part, i) => {
    const beside = right[i] ?? '';
    if (!part.startsWith(':')) return beside.startsWith(':') || beside === part ? part : undefined;
    return beside.startsWith(':') ? 'x' : beside;
  });
  return parts.includes(undefined) ? undefined : parts.join('/');
}

function shapeOf(path: string): string {
  return path.replace(/:\w+/g, ':');
}
