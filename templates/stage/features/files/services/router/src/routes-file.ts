import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { type Mode, type Routes, readRoutes } from './routes.ts';

/** The routes as they are in the file now. */
export type RoutesFile = { current(): Routes };

/**
 * Looks at the file with every request, which costs some microseconds: a flip counts from the next request on, without a watcher
 * that may miss it. A file that became wrong is said once, and the last good one stays. Throws when it is wrong from the start.
 */
export function openRoutes(file: string, complain: (message: string) => void): RoutesFile {
  let seen = identityOf(file);
  let routes = readRoutes(readFileSync(file, 'utf8'));
  return {
    current() {
      try {
        const now = identityOf(file);
        if (now === seen) return routes;
        seen = now;
        routes = readRoutes(readFileSync(file, 'utf8'));
      } catch (error) {
        const message = (error as Error).message;
        if (seen !== message) complain(`${file} is not read: ${message}`);
        if ((error as NodeJS.ErrnoException).code) seen = message;
      }
      return routes;
    },
  };
}

/** Gives a route another mode. One rename: whoever reads sees the old file or the new one. Throws when there is no such route. */
export function setMode(file: string, name: string, mode: Mode, because?: string): void {
  const changed = withMode(readFileSync(file, 'utf8'), name, mode, because);
  if (changed === undefined) throw new Error(`there is no route "${name}" in ${file}`);
  const next = `${file}.${process.pid}`;
  writeFileSync(next, changed);
  renameSync(next, file);
}

function identityOf(file: string): string {
  const { ino, mtimeNs, size } = statSync(file, { bigint: true });
  return `${ino} ${mtimeNs} ${size}`;
}

/**
 * The text of `routes.json` with another mode for one route; `undefined` when there is no such route. Every other byte stays, so that
 * the file is still as the formatter wrote it, and a diff shows the flip alone.
 */
export function withMode(text: string, name: string, mode: Mode, because?: string): string | undefined {
  const index = readRoutes(text).routes.findIndex((route) => route.name === name);
  if (index < 0) return undefined;
  const { start, end } = placeOf(text, index);
  const reason = because ? `"because": ${JSON.stringify(because)}` : undefined;
  const route = text
    .slice(start, end)
    .replace(/,\s*"because"\s*:\s*"(?:[^"\\]|\\.)*"|"because"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*/, '')
    .replace(
      /(\s*)("mode"\s*:\s*)"\w*"/,
      (_, space: string, key: string) => `${space}${key}"${mode}"${reason ? `,${space}${reason}` : ''}`,
    );
  return `${text.slice(0, start)}${route}${text.slice(end)}`;
}

/** Where the object of a route stands: brackets outside of strings say so. */
function placeOf(text: string, index: number): { readonly start: number; readonly end: number } {
  const open: number[] = [];
  let list = '';
  let found = -1;
  for (const { 0: token, index: at } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    const inRoutes = list === '"routes"';
    if (token.startsWith('"')) list = open.length === 1 ? token : list;
    else if (token === '{' || token === '[') {
      open.push(at);
      if (inRoutes && open.length === 3) found += 1;
    } else {
      const start = open.pop() ?? 0;
      if (inRoutes && open.length === 2 && found === index) return { start, end: at + 1 };
    }
  }
  throw new Error(`route ${index} has no place in the text`);
}
