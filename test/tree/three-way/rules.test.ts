import { expect, test } from 'vitest';
import { mergeEnvExampleVersions } from '../../../src/tree/three-way/env-example.ts';
import { mergePackageJsonVersions } from '../../../src/tree/three-way/package-json.ts';
import { structureOf } from '../../../src/tree/three-way/rules.ts';

test.each([
  'package-lock.json',
  'deploy/package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'a/bun.lock',
  'workshop.json',
  'README.md',
  '.env',
  'a.jsonl',
  'json',
])('%s is merged by lines', async (path) => {
  expect(await structureOf(path)).toBeUndefined();
});

test('package.json and .env.example have merges of their own, in any folder', async () => {
  expect((await structureOf('package.json'))?.merge).toBe(mergePackageJsonVersions);
  expect((await structureOf('services/shop/package.json'))?.merge).toBe(mergePackageJsonVersions);
  expect((await structureOf('.env.example'))?.merge).toBe(mergeEnvExampleVersions);
});

test.each(['tsconfig.json', '.vscode/settings.json', 'biome.jsonc'])('%s is merged as JSON', async (path) => {
  const versions = { base: '{"a":1}', ours: '{"a":1,"b":1}', theirs: '{"a":2}' };
  const structure = await structureOf(path);
  expect(structure?.merge(versions)).toEqual({ kind: 'clean', text: '{"a":2,"b":1}', notes: [] });
  expect(structure?.sameMeaning('{"b":1,"a":2}', versions)).toBe(true);
});

test.each(['deploy/serverless.yml', '.github/workflows/ci.yaml'])('%s is merged as YAML', async (path) => {
  const versions = { base: 'a: 1', ours: 'a: 1\nb: 1', theirs: 'a: 2' };
  const structure = await structureOf(path);
  expect(structure?.merge(versions)).toEqual({ kind: 'clean', text: 'a: 2\nb: 1', notes: [] });
  expect(structure?.sameMeaning('b: 1\na: 2', versions)).toBe(true);
});
