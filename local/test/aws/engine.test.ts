import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureEngine } from '../../src/aws/deploy/engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  mkdirSync(join(folder, 'node_modules/serverless'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function installed(alias: string, name: string, version: string): void {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ devDependencies: { serverless: alias } }));
  writeFileSync(join(folder, 'node_modules/serverless/package.json'), JSON.stringify({ name, version }));
}

test('the engine that deploy/package.json names is taken as it is', async () => {
  installed('npm:osls@4.3.1', 'osls', '4.3.1');
  await expect(ensureEngine(folder)).resolves.toBeUndefined();
});

test('another package under the engine’s name is refused, with what to do', async () => {
  installed('npm:osls@4.3.1', 'serverless', '4.3.1');
  await expect(ensureEngine(folder)).rejects.toThrow(/is "serverless", not "osls".*"npm:osls@<version>"/);
});

test('a plain version in the place of the alias is refused', async () => {
  installed('^4.43.0', 'serverless', '4.43.0');
  await expect(ensureEngine(folder)).rejects.toThrow(/"serverless" is "\^4\.43\.0", not an exact "npm:osls@<version>"/);
});
