import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isTooOld, oldestNode } from '../../src/repo/node-version.ts';
import { root } from '../e2e/tool.ts';

test.each(['14.21.3', '16.20.2', '18.20.8', '20.18.3'])('%s is too old', (version) => {
  expect(isTooOld(version)).toBe(true);
});

test.each(['20.19.0', '20.20.1', '22.0.0', '24.1.0', '26.0.0-nightly'])('%s is not', (version) => {
  expect(isTooOld(version)).toBe(false);
});

test('the package says the same', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(engines.node).toBe(`>=${oldestNode}.0`);
});
