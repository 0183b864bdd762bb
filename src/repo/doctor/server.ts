import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalServer } from '../../layers/define-layer.ts';
import { run } from '../git/run.ts';
import { installCommand, type ManagerName } from '../package-manager.ts';
import type { Finding } from './finding.ts';
import { foundFrom } from './installed.ts';
import { readJson } from './workspace.ts';

/** A server program that is installed with its package. */
type Program = NonNullable<LocalServer['binary']>;

/**
 * Checks whether the program of a local server can start. `folder` is the real folder of its package, which has the
 * binaries as dependencies.
 */
export async function serverFinding(
  what: string,
  { binary, setting }: { readonly binary: Program; readonly setting: string },
  folder: string,
  manager: ManagerName,
): Promise<Finding> {
  const name = `${binary.package}/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const own = `or set ${setting} in .env to a ${what} of your own`;
  const found = foundFrom(folder, name);
  const program = join(found ?? '', process.platform === 'win32' ? `${binary.file}.exe` : binary.file);
  if (found === undefined || !existsSync(program)) {
    const mend = `${installCommand(manager)} (optional packages must not be left out), ${own}`;
    return { what, status: 'broken', detail: `there is no ${name}`, mend };
  }
  // When install scripts are off, the repo makes these links itself before the first start.
  if (lacksLinks(found, binary)) {
    return { what, status: 'note', detail: 'embedded; the first start makes the links it lacks' };
  }
  const version = await run(program, ['--version'], { cwd: found });
  if (version.ok) return { what, status: 'ok', detail: version.stdout.trim().replace(binary.before, 'embedded, ') };
  // Without -r pnpm rebuilds the root package only, which changes nothing.
  const rebuild = manager === 'pnpm' ? 'pnpm rebuild -r' : `${manager} rebuild`;
  return {
    what,
    status: 'broken',
    detail: `the binary does not start: ${version.stderr.trim().split('\n')[0]}`,
    mend: `${rebuild} ${name}, ${own}`,
  };
}

/**
 * Whether the install script did not run. It makes links between the libraries, because an npm package cannot contain
 * links.
 */
function lacksLinks(folder: string, { links }: Program): boolean {
  const [first] = (links && readJson<{ target: string }[]>(folder, links)) || [];
  return first !== undefined && !existsSync(join(folder, first.target));
}
