import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { originOf } from '../../src/repo/origin.ts';
import { root, scratchFolder } from '../e2e/tool.ts';

const name = 'create-serverless-workshop';
const version = '1.2.3';
const fromRegistry = { resolved: 'https://registry.example/x.tgz', integrity: 'sha512-x' };

/** A folder tree in which the package stands at `at`; `files` are what a package manager leaves beside it. */
function installed(at: string, files: Record<string, object | string> = {}): string {
  const top = scratchFolder();
  mkdirSync(join(top, at), { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return originOf({ root: join(top, at), name, version });
}

const npm = (locked: object, spec = '^1.2.3') => ({
  'node_modules/.package-lock.json': { packages: { [`node_modules/${name}`]: locked } },
  'package.json': { dependencies: { [name]: spec } },
});

test('this checkout is one', () => expect(originOf({ root, name, version })).toBe('checkout'));

test.each([
  ['npm, from a registry', `node_modules/${name}`, npm(fromRegistry), 'registry'],
  ['npx of a version', `node_modules/${name}`, npm(fromRegistry, '1.2.3'), 'registry'],
  ['npm, a packed file', `node_modules/${name}`, npm({ resolved: 'file:../x.tgz', integrity: 'sha512-x' }), 'other'],
  ['npm, a folder', `node_modules/${name}`, npm({ resolved: '../x', link: true }), 'other'],
  ['npm, a tarball by its address', `node_modules/${name}`, npm(fromRegistry, 'https://example.com/x.tgz'), 'other'],
  [
    'npm, a git repository',
    `node_modules/${name}`,
    npm({ resolved: 'git+ssh://git@example.com/x.git#abc', integrity: 'x' }),
    'other',
  ],
  ['npm, a broken lock', `node_modules/${name}`, { 'node_modules/.package-lock.json': '{' }, 'other'],
  ['pnpm, from a registry', `node_modules/.pnpm/${name}@${version}/node_modules/${name}`, {}, 'registry'],
  ['pnpm, a packed file', `node_modules/.pnpm/${name}@file+x.tgz/node_modules/${name}`, {}, 'other'],
  [
    'yarn 1, from a registry',
    `node_modules/${name}`,
    { 'node_modules/.yarn-integrity': { lockfileEntries: { [`${name}@^1.2.3`]: 'https://x' } } },
    'registry',
  ],
  [
    'yarn 1, a packed file',
    `node_modules/${name}`,
    { 'node_modules/.yarn-integrity': { lockfileEntries: { [`${name}@file:x.tgz`]: '' } } },
    'other',
  ],
  [
    'yarn with node_modules',
    `node_modules/${name}`,
    { 'node_modules/.yarn-state.yml': `"${name}@npm:${version}":\n  locations:\n` },
    'registry',
  ],
  ['yarn without node_modules', `.yarn/cache/${name}-npm-${version}-abc.zip/node_modules/${name}`, {}, 'registry'],
  ['copied by hand', 'tools/workshop', {}, 'other'],
])('%s', (_how, at, files, origin) => expect(installed(at, files)).toBe(origin));
