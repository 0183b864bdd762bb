import { expect, test } from 'vitest';
import { mergeEnvExampleVersions } from '../../../src/tree/three-way/env-example.ts';
import { mergePackageJsonVersions } from '../../../src/tree/three-way/package-json.ts';
import { sameMeaningOf, structureOf } from '../../../src/tree/three-way/rules.ts';

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
])('%s is merged by lines', (path) => {
  expect(structureOf(path)).toBeUndefined();
  expect(sameMeaningOf(path)).toBeUndefined();
});

test('package.json and .env.example have merges of their own, in any folder', () => {
  expect(structureOf('package.json')).toBe(mergePackageJsonVersions);
  expect(structureOf('services/shop/package.json')).toBe(mergePackageJsonVersions);
  expect(structureOf('.env.example')).toBe(mergeEnvExampleVersions);
});

test.each(['tsconfig.json', '.vscode/settings.json', 'biome.jsonc'])('%s is merged as JSON', (path) => {
  const versions = { base: '{"a":1}', ours: '{"a":1,"b":1}', theirs: '{"a":2}' };
  expect(structureOf(path)?.(versions)).toEqual({ kind: 'clean', text: '{"a":2,"b":1}', notes: [] });
  expect(sameMeaningOf(path)?.('{"b":1,"a":2}', versions)).toBe(true);
});

test.each(['deploy/serverless.yml', '.github/workflows/ci.yaml'])('%s is merged as YAML', (path) => {
  const versions = { base: 'a: 1', ours: 'a: 1\nb: 1', theirs: 'a: 2' };
  expect(structureOf(path)?.(versions)).toEqual({ kind: 'clean', text: 'a: 2\nb: 1', notes: [] });
  expect(sameMeaningOf(path)?.('b: 1\na: 2', versions)).toBe(true);
});
