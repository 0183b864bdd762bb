import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './finding.ts';
import { type PackageJson, readJson } from './workspace.ts';

/** The package that must stand behind the name `serverless`. */
const engine = 'osls';

/** Looks whether the deploy engine is the one that needs no login: `npm i serverless@latest` would replace it. */
export function engineFindings(root: string): Finding[] {
  if (!existsSync(join(root, 'deploy/package.json'))) return [];
  const installed = readJson<PackageJson>(root, 'deploy/node_modules/serverless/package.json');
  if (!installed) return [{ what: 'engine', status: 'note', detail: 'not fetched yet; npm run package does it' }];
  if (installed.name === engine) return [{ what: 'engine', status: 'ok', detail: `${engine} ${installed.version}` }];
  return [
    {
      what: 'engine',
      status: 'broken',
      detail: `deploy/node_modules/serverless is ${installed.name} ${installed.version}, which is not ${engine}`,
      mend: `git checkout HEAD -- deploy/package.json deploy/package-lock.json && npm ci --prefix deploy`,
    },
  ];
}
