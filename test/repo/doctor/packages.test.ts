import { expect, test } from 'vitest';
import { packageFindings } from '../../../src/repo/doctor/packages.ts';
import { madeRepo, write } from './made.ts';

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

test.each([
  ['pnpm-lock.yaml', 'pnpm install'],
  ['yarn.lock', 'yarn install'],
  ['package-lock.json', 'npm install'],
])('with a %s it is mended by %s', (lockfile, mend) => {
  const root = madeRepo({ ...declared, [lockfile]: '' });
  expect(packageFindings(root)).toEqual([expect.objectContaining({ detail: 'nothing is installed', mend })]);
  write(root, one);
  expect(packageFindings(root)[0]).toMatchObject({ detail: 'not installed: two', mend });
});

test('a package.json that is no JSON object is broken, wherever it stands, and named', () => {
  const lock = { 'node_modules/.package-lock.json': { packages: { 'node_modules/one': { hasInstallScript: true } } } };
  const damaged = { 'package.json': '{ "name": ', 'services/shop/package.json': '[]', 'packages/bare/index.ts': '' };
  expect(packageFindings(madeRepo({ ...declared, ...two, ...lock, ...damaged }))).toEqual([
    {
      what: 'package.json',
      status: 'broken',
      detail: 'it is no JSON object',
      mend: 'git checkout HEAD -- package.json',
    },
    expect.objectContaining({
      what: 'services/shop/package.json',
      status: 'broken',
      mend: 'git checkout HEAD -- services/shop/package.json',
    }),
    // What it approves cannot be read: nothing is said of scripts.
    expect.objectContaining({ what: 'packages', status: 'ok' }),
  ]);
});
