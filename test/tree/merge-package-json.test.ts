import { expect, test } from 'vitest';
import { mergePackageJson } from '../../src/tree/merge-package-json.ts';

test('objects merge by key, lists become sorted sets', () => {
  const a = '{"name":"x","scripts":{"test":"vitest"},"workspaces":["services/*","packages/*"]}';
  const b = '{"scripts":{"dev":"tsx"},"workspaces":["packages/*"]}';
  expect(JSON.parse(mergePackageJson([a, b]))).toEqual({
    name: 'x',
    workspaces: ['packages/*', 'services/*'],
    scripts: { dev: 'tsx', test: 'vitest' },
  });
});

test('the keys people look for first come first', () => {
  const merged = mergePackageJson(['{"devDependencies":{},"scripts":{}}', '{"name":"x","private":true}']);
  expect(Object.keys(JSON.parse(merged))).toEqual(['name', 'private', 'scripts', 'devDependencies']);
});

test('two versions of one dependency are an error that names the key', () => {
  expect(() => mergePackageJson(['{"dependencies":{"pg":"8"}}', '{"dependencies":{"pg":"9"}}'])).toThrow(
    'Two layers disagree on dependencies.pg in package.json: "8" and "9".',
  );
});
