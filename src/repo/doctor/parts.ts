import type { LocalServer } from '../../layers/define-layer.ts';
import type { LocalPart } from '../../layers/provider.ts';
import { layersOf } from '../../layers/registry.ts';
import { installCommand } from '../package-manager.ts';
import type { Finding } from './finding.ts';
import { installedFolder } from './installed.ts';
import { managerOf } from './lockfile.ts';
import { serverFinding } from './server.ts';
import type { Settings } from './settings.ts';
import { declaredPackages } from './workspace.ts';

/** A local part. Some parts start a program of their own. */
type Part = LocalPart & Pick<LocalServer, 'binary'>;

/** The server of each database, as its layer declares it, and the stand-ins of the provider. */
function parts(): Part[] {
  const databases = layersOf('database').flatMap(({ title, server }) =>
    server === undefined ? [] : [{ ...server, what: title, packages: [server.package] }],
  );
  return [...databases, ...layersOf('provider').flatMap(({ provider }) => provider?.localParts ?? [])];
}

/** Checks whether the local parts that this repo needs can start. */
export async function partFindings(root: string, settings: Settings): Promise<Finding[]> {
  const declared = declaredPackages(root);
  const needed = parts().flatMap(({ packages, ...part }) => {
    const name = packages.find((candidate) => declared.has(candidate));
    return name === undefined ? [] : [{ ...part, name }];
  });
  const manager = managerOf(root);
  return Promise.all(
    needed.map(async ({ what, name, setting, binary }): Promise<Finding> => {
      const own = settings(setting);
      if (own) return { what, status: 'note', detail: `your own, from ${setting} in ${own.place}` };
      const folder = installedFolder(root, name);
      if (folder === undefined) {
        const mend = `${installCommand(manager)}, or set ${setting} in .env`;
        return { what, status: 'broken', detail: `${name} is not installed`, mend };
      }
      return binary ? serverFinding(what, { binary, setting }, folder, manager) : { what, status: 'ok', detail: name };
    }),
  );
}
