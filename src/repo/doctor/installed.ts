import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceFolders } from './workspace.ts';

/**
 * The real folder of an installed package; `undefined` when it is not there. npm puts most packages into the root, pnpm only
 * beside those that declare them.
 */
export function installedFolder(root: string, name: string): string | undefined {
  const folders = [root, ...workspaceFolders(root)].map((folder) => join(folder, 'node_modules', name));
  const found = folders.find(holdsPackage);
  return found === undefined ? undefined : realpathSync(found);
}

/**
 * The folder of a package as another one finds it, from that one's real folder upwards; `undefined` when it does not. Node's own
 * search is of no use: a package need not export its package.json.
 */
export function foundFrom(folder: string, name: string): string | undefined {
  for (let above = folder; ; above = dirname(above)) {
    const found = join(above, 'node_modules', name);
    if (holdsPackage(found)) return found;
    if (above === dirname(above)) return undefined;
  }
}

function holdsPackage(folder: string): boolean {
  return existsSync(join(folder, 'package.json'));
}
