import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { layersOf } from '../../layers/registry.ts';
import type { Finding } from './finding.ts';
import { type PackageJson, readJson } from './workspace.ts';

/**
 * Checks whether the deploy engine is the one that needs no login. If a user installs the newest version by hand, that
 * version replaces it.
 */
export function engineFindings(root: string): Finding[] {
  const engines = layersOf('provider').flatMap(({ provider }) => (provider ? [provider.engine] : []));
  return engines.flatMap(({ folder, name, installedAs }): Finding[] => {
    if (!existsSync(join(root, folder, 'package.json'))) return [];
    const at = `${folder}/node_modules/${name}`;
    const installed = readJson<PackageJson>(root, at, 'package.json');
    if (!installed) return [{ what: 'engine', status: 'note', detail: 'not fetched yet; npm run package does it' }];
    if (installed.name === installedAs)
      return [{ what: 'engine', status: 'ok', detail: `${installedAs} ${installed.version}` }];
    return [
      {
        what: 'engine',
        status: 'broken',
        detail: `${at} is ${installed.name} ${installed.version}, which is not ${installedAs}`,
        mend: `git checkout HEAD -- ${folder}/package.json ${folder}/package-lock.json && npm ci --prefix ${folder}`,
      },
    ];
  });
}
