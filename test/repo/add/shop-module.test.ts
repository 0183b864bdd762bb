import { expect, test } from 'vitest';
import {
  dependOnService,
  moduleSource,
  modulesOf,
  mountFromService,
  movedSource,
  readModule,
} from '../../../src/repo/add/shop-module.ts';

const source = (body: string, ports = "Pick<ShopPorts, 'orders' | 'documents'>") => `import { Hono } from 'hono';
import type { ShopPorts } from '../ports.ts';

export function searchRoutes(ports: ${ports}): Hono {
  return new Hono()${body};
}
`;
const read = (text: string, ...more: [string, string][]) =>
  readModule('search', new Map([['routes.ts', text], ...more]));

test('a module says its route, its function and what it needs, in one order', () => {
  expect(read(source(".get('/search', () => {})"))).toEqual({
    name: 'search',
    routes: 'searchRoutes',
    path: '/search',
    ports: ['documents', 'orders'],
  });
});

test.each([
  [source(".post('/search', () => {})"), ".post('/search')"],
  [source(".use('*', () => {})"), ".use('*')"],
  [source(''), 'has 0 routes'],
  [source(".get('/a', () => {}).get('/b', () => {})"), 'has 2 routes'],
  [source(".get('/a', () => {})", 'ShopPorts'), 'does not say what it needs'],
  [source(".get('/a', () => {})", "Pick<ShopPorts, 'afterOrder'>"), 'needs afterOrder'],
  [`${source(".get('/a', () => {})")}export function more() {}\n`, 'exports 2 functions'],
  ['', 'exports 0 functions'],
  [source(".get('/a', () => {})").replace('import type { ShopPorts }', 'import { createApp }'), 'imports ../ports.ts'],
])('a module that cannot stand alone says why (%#)', (text, why) => {
  expect(() => read(text)).toThrow(why);
});

test('another file of the module may not reach into the shop either', () => {
  expect(() => read(source(".get('/a', () => {})"), ['words.ts', "export { y } from '../orders/y.ts';\n"])).toThrow(
    'services/shop/src/search/words.ts imports ../orders/y.ts',
  );
});

test('a module made by 0.1.0 has its ports from the shop itself, and moves too', () => {
  const made = source(".get('/a', () => {})").replace("'../ports.ts'", "'../app.ts'");
  expect(read(made).ports).toEqual(['documents', 'orders']);
  expect(movedSource(made)).toContain("import type { ShopPorts } from './module.ts';");
});

test('a moved file takes its ports from beside it', () => {
  expect(movedSource(source(''))).toContain("import type { ShopPorts } from './module.ts';");
  expect(moduleSource({ name: 'stock', routes: 'stockRoutes', path: '/products', ports: ['stock'] })).toContain(
    'export type ShopPorts = { readonly stock: Stock };',
  );
});

test('the import of the shop moves to its place among those of packages', () => {
  const app = `import type { Documents } from '@app/core';
import type { Telemetry } from '@app/telemetry';
import {
  Hono,
} from 'hono';
import { searchRoutes } from './search/routes.ts';
import { stockRoutes } from './stock/routes.ts';
`;
  expect(
    mountFromService(app, { name: 'search', routes: 'searchRoutes' }),
  ).toBe(`import type { Documents } from '@app/core';
import { searchRoutes } from '@app/search/routes';
import type { Telemetry } from '@app/telemetry';
import {
  Hono,
} from 'hono';
import { stockRoutes } from './stock/routes.ts';
`);
  expect(() => mountFromService('', { name: 'search', routes: 'searchRoutes' })).toThrow('does not import');
});

test('the shop depends on the new package, in order', () => {
  const manifest = JSON.stringify({ name: '@app/shop', dependencies: { '@app/core': '*', hono: '4' } });
  expect(Object.keys(JSON.parse(dependOnService(manifest, 'search')).dependencies)).toEqual([
    '@app/core',
    '@app/search',
    'hono',
  ]);
  expect(() => dependOnService('{', 'search')).toThrow('not JSON');
});

test('modules are the folders with routes', () => {
  const paths = [
    'services/shop/src/app.ts',
    'services/shop/src/b/routes.ts',
    'services/shop/src/a/routes.ts',
    'services/shop/src/c/x.ts',
  ];
  expect(modulesOf(paths)).toEqual(['a', 'b']);
});
