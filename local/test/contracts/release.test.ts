import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drafts, release } from '../../src/contracts/release.ts';

const schemas = fileURLToPath(new URL('../../../templates/base/files/packages/events/schemas', import.meta.url));

const type = 'shop.order.placed.v1';
const other = 'shop.order.tested.v1';
let folder: string;
const file = (name: string) => join(folder, `${name}.schema.json`);
const read = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schemas-'));
  cpSync(schemas, folder, { recursive: true });
  writeFileSync(file(other), JSON.stringify({ ...read(type), $id: other }));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a schema is a draft until it is released', () => {
  expect(drafts(folder)).toContain(other);
  expect(drafts(folder)).not.toContain(type);
  release(other, folder);
  expect(drafts(folder)).not.toContain(other);
  expect(read(`released/${other}`)).toEqual(read(other));
});

test('what has grown is released again; what breaks is not, and what was released stays', () => {
  const { properties, ...others } = read(type);
  const grown = { ...others, properties: { ...properties, giftWrap: { type: 'boolean' } } };
  writeFileSync(file(type), JSON.stringify(grown));
  release(type, folder);
  writeFileSync(file(type), JSON.stringify({ ...others, properties }));
  expect(() => release(type, folder)).toThrow(`${type} breaks what was released: data.giftWrap was removed`);
  expect(read(`released/${type}`)).toEqual(grown);
});

test('a type without a schema cannot be released', () => {
  expect(() => release('shop.order.eaten.v1', folder)).toThrow('There is no event "shop.order.eaten.v1"');
});
