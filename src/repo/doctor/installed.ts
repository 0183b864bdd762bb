import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceFolders } from './workspace.ts';

/**
 * The real folder of an installed package; `undefined` when it is not installed. npm installs most packages at the
 * root, pnpm only beside the packages that declare them.
 */
export function installedFolder(root: string, name: string): string | undefined {
  const folders = [root, ...workspaceFolders(root)].map((folder) => join(folder, 'node_modules', name));
  const found = folders.find(holdsPackage);
  return found === undefined ? undefined : realpathSync(found);
}

/**
 * The folder of a package as another package finds it, searched upwards from that one's real folder. Answers
 * `undefined` when it is not found. Node's own resolution does not help here, because a package need not export its
 * package.json.
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
