import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readOwnPackage } from '../../src/repo/origin.ts';
import { carryTool, packageFiles, packedName } from '../../src/repo/tool.ts';
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
  expect(carryTool(own)).toEqual({ version: own.version, spec: own.version, library: own.version });
});

test('a checkout is packed into the repo, with its library', async () => {
  const own = readOwnPackage(root);
  const { spec, library, packed } = carryTool(own);
  expect(spec).toBe(`file:.workshop/create-serverless-workshop-${own.version}.tgz`);
  expect(library).toBe(`file:.workshop/serverless-workshop-${own.version}.tgz`);
  expect((await packed)?.map(({ path }) => `file:${path}`)).toEqual([spec, library]);
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

test('a packed tool is taken while it is fresh, and packed again when a file of the package changed', async () => {
  const top = scratchFolder();
  installedCopy(top);
  const own = readOwnPackage(top);
  const made = join(top, 'dist', packedName(own));
  writeFileSync(made, 'made by the build');
  const later = new Date(Date.now() + 60_000);
  utimesSync(made, later, later);
  expect((await carryTool(own).packed)?.[0]?.content).toEqual(Buffer.from('made by the build'));
  const latest = new Date(Date.now() + 120_000);
  utimesSync(join(top, 'dist/templates.pack'), latest, latest);
  const [packed] = (await carryTool(own).packed) ?? [];
  expect(packed?.content.slice(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
});
