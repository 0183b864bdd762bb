import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { buildTemplates } from '../../build/templates.ts';
import { openPack } from '../../src/layers/pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'csw-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const built = buildTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));

test('a packed file comes back byte for byte', () => {
  const file = join(folder, 'templates.pack');
  writeFileSync(file, built.pack);
  const pack = openPack(file);
  const order = pack.filesOf('base').find(({ path }) => path === 'packages/core/src/order.ts');
  expect(order && Buffer.from(pack.bytesOf(order)).toString('utf8')).toContain('export function totalOf');
});

test('versions come from the catalogue', () => {
  expect(built.pack.includes('"catalog:"')).toBe(false);
});

test('building twice gives the same bytes', () => {
  const again = buildTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));
  expect(again.pack.equals(built.pack)).toBe(true);
  expect(again.registrySource).toBe(built.registrySource);
});

test('a missing or damaged pack is one clear error', () => {
  expect(() => openPack(join(folder, 'none'))).toThrow('The templates are missing');
  writeFileSync(join(folder, 'bad'), 'hello there');
  expect(() => openPack(join(folder, 'bad'))).toThrow('The templates are damaged');
});
