import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Migration } from './migrate.ts';

/** The migrations of every package below `root` that exports `./migrations`. A shop of its own migrates when it starts. */
export async function repoMigrations(root: string): Promise<Migration[]> {
  const found: Migration[] = [];
  for (const folder of readdirSync(join(root, 'packages')).sort()) {
    const manifest = join(root, 'packages', folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Record<string, string> };
    const file = exports?.['./migrations'];
    if (!file) continue;
    const url = pathToFileURL(join(root, 'packages', folder, file)).href;
    found.push(...((await import(url)) as { migrations: readonly Migration[] }).migrations);
  }
  return found;
}
