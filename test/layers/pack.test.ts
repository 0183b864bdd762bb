import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { buildTemplates } from '../../build/templates.ts';
import { openPack, openPackBeside, unpackAhead } from '../../src/layers/pack.ts';
import { packBytes } from '../../src/layers/packed-bytes.ts';
import { bytesOf } from '../../src/tree/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'csw-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const built = buildTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));

test('a packed file comes back byte for byte', () => {
  const file = join(folder, 'templates.pack');
  writeFileSync(file, packBytes(built.pack));
  const pack = openPack(file);
  const order = pack.filesOf('base').find(({ path }) => path === 'packages/core/src/order.ts');
  expect(order && bytesOf(pack.recordContentOf(order)).toString('utf8')).toContain('export function totalOf');
});

test('versions come from the catalogue', () => {
  expect(built.pack.includes('"catalog:"')).toBe(false);
});

test('building twice gives the same bytes', () => {
  const again = buildTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));
  expect(again.pack.equals(built.pack)).toBe(true);
  expect(again.registrySource).toBe(built.registrySource);
});

test('a missing or damaged pack is one clear error', async () => {
  expect(() => openPack(join(folder, 'none'))).toThrow('The templates are missing');
  writeFileSync(join(folder, 'bad'), 'hello there');
  expect(() => openPack(join(folder, 'bad'))).toThrow('The templates are damaged');
  writeFileSync(join(folder, 'other'), packBytes(Buffer.from('hello there')));
  expect(() => openPack(join(folder, 'other'))).toThrow('The templates are damaged');
  await expect(openPackBeside(join(folder, 'bad'))).rejects.toThrow('The templates are damaged');
  await expect(openPackBeside(join(folder, 'none'))).rejects.toThrow('The templates are missing');
});

test('a pack that was unpacked ahead is opened once from that, and its failure is told when it is opened', async () => {
  const file = join(folder, 'ahead.pack');
  writeFileSync(file, packBytes(built.pack));
  unpackAhead(file);
  writeFileSync(file, 'hello there');
  expect((await openPackBeside(file)).filesOf('base')).not.toEqual([]);
  await expect(openPackBeside(file)).rejects.toThrow('The templates are damaged');
  unpackAhead(join(folder, 'none'));
  await expect(openPackBeside(join(folder, 'none'))).rejects.toThrow('The templates are missing');
});
