import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { readOwnPackage } from '../../src/repo/origin.ts';
import { reproduce } from '../../src/repo/reproduce.ts';
import { installedCopy, root, scratchFolder } from '../e2e/tool.ts';

const flags =
  '--start legacy --stage glue --database postgres --failover none --provider aws --telemetry otlp --packaging zip --purpose project';

test('from a checkout: npm start there, its file elsewhere', () => {
  const own = readOwnPackage(root);
  const manager = { name: 'npm' } as const;
  expect(reproduce('../my-shop', defaults, { cwd: own.root, own, manager })).toBe(`npm start -- ../my-shop ${flags}`);
  const cwd = scratchFolder();
  const path = relative(cwd, join(root, 'dist/bin.cjs'));
  expect(reproduce('my-shop', defaults, { cwd, own, manager })).toBe(`node ${path} my-shop ${flags}`);
});

test('a folder with a leading dash is still a target', () => {
  const own = readOwnPackage(root);
  const again = reproduce('-shops/one', defaults, { cwd: own.root, own, manager: { name: 'npm' } });
  expect(again).toBe(`npm start -- ./-shops/one ${flags}`);
});

test('from a registry: the manager that called, at this version', () => {
  const cwd = scratchFolder();
  const at = join(cwd, 'node_modules/create-serverless-workshop');
  installedCopy(at);
  const own = readOwnPackage(at);
  const locked = { resolved: 'https://registry.example/x.tgz', integrity: 'sha512-x' };
  writeFileSync(
    join(cwd, 'node_modules/.package-lock.json'),
    JSON.stringify({ packages: { [`node_modules/${own.name}`]: locked } }),
  );
  const by = (name: 'npm' | 'pnpm' | 'yarn') => reproduce('my-shop', defaults, { cwd, own, manager: { name } });
  expect(by('npm')).toBe(`npm create serverless-workshop@${own.version} my-shop -- ${flags}`);
  expect(by('pnpm')).toBe(`pnpm create serverless-workshop@${own.version} my-shop ${flags}`);
  expect(by('yarn')).toBe(`yarn create serverless-workshop@${own.version} my-shop ${flags}`);
});

test('from a packed file: never a name that a stranger may own', () => {
  const cwd = scratchFolder();
  installedCopy(join(cwd, 'elsewhere'));
  const own = readOwnPackage(join(cwd, 'elsewhere'));
  const manager = { name: 'npm' } as const;
  expect(reproduce('my shops/one', defaults, { cwd, own, manager })).toBe(
    `npx './my shops/one/.workshop/create-serverless-workshop-${own.version}.tgz' 'my shops/one' ${flags}`,
  );
  // In a repo made here the tool is a dependency.
  mkdirSync(join(cwd, 'repo/node_modules'), { recursive: true });
  cpSync(join(cwd, 'elsewhere'), join(cwd, 'repo/node_modules/create-serverless-workshop'), { recursive: true });
  const inside = readOwnPackage(join(cwd, 'repo/node_modules/create-serverless-workshop'));
  expect(reproduce('../next', defaults, { cwd: join(cwd, 'repo'), own: inside, manager })).toBe(
    `npm run workshop -- ../next ${flags}`,
  );
});
