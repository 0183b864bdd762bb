import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { type Mode, type Routes, readRoutes } from './routes.ts';
import { withMode } from './with-mode.ts';

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
