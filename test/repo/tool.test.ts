import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOwnPackage } from '../../src/repo/origin.ts';
import { carryTool, packageFiles } from '../../src/repo/tool.ts';
import { installedCopy, root, scratchFolder } from '../e2e/tool.ts';

test('a registry’s version is named exactly, and nothing is carried', () => {
  const top = scratchFolder();
  const at = join(top, 'node_modules/create-serverless-workshop');
  installedCopy(at);
  const own = readOwnPackage(at);
  const locked = { resolved: 'https://registry.example/x.tgz', integrity: 'sha512-x' };
  writeFileSync(
    join(top, 'node_modules/.package-lock.json'),
    JSON.stringify({ packages: { [`node_modules/${own.name}`]: locked } }),
  );
  expect(carryTool(own)).toEqual({ version: own.version, spec: own.version });
});

test('a checkout is packed into the repo', async () => {
  const own = readOwnPackage(root);
  const { spec, packed } = carryTool(own);
  expect(spec).toBe(`file:.workshop/create-serverless-workshop-${own.version}.tgz`);
  expect((await packed)?.path).toBe(spec.slice('file:'.length));
});

test('the packed package.json has no scripts and no development packages', () => {
  const manifest = packageFiles(root).find(({ path }) => path === 'package.json');
  const keys = Object.keys(JSON.parse(Buffer.from(manifest?.bytes ?? []).toString()));
  expect(keys).toEqual(expect.arrayContaining(['name', 'version', 'bin', 'engines', 'license']));
  expect(keys).not.toContain('scripts');
  expect(keys).not.toContain('devDependencies');
});

test('a clone that was not built says so', () => {
  const top = scratchFolder();
  installedCopy(top);
  mkdirSync(join(top, 'empty'));
  rmSync(join(top, 'dist/templates.pack'));
  expect(() => packageFiles(top)).toThrow(expect.objectContaining({ hint: expect.stringContaining('npm run build') }));
});
