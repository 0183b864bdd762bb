import { expect, test } from 'vitest';
import { addRoute, apiPath, pathProblem } from '../../../src/repo/add/routes-file.ts';

const route = { name: 'gift', path: '/gifts/:id', fallBackOn: [404] };

test('a route comes behind the last one; comments and order of the rest stay', () => {
  const text = `{
  "old": "shop",
  "routes": [
    { "name": "a", "method": "GET", "path": "/a", "new": "a", "mode": "new", "mayDiffer": [] } // ours
  ]
}
`;
  const next = addRoute(text, route);
  expect(next.startsWith(text.slice(0, text.indexOf(' // ours')))).toBe(true);
  expect(next).toContain(' // ours\n  ]\n}\n');
  expect(JSON.parse(next.replace(' // ours', '')).routes.map(({ name }: { name: string }) => name)).toEqual([
    'a',
    'gift',
  ]);
});

test('the first route of an empty list', () => {
  expect(JSON.parse(addRoute('{ "old": "shop", "routes": [] }', { ...route, fallBackOn: [] }))).toEqual({
    old: 'shop',
    routes: [{ name: 'gift', method: 'GET', path: '/gifts/:id', new: 'gift', mode: 'legacy', mayDiffer: [] }],
  });
});

test.each([
  [{ name: 'gift', method: 'GET', path: '/other' }, 'has a route "gift" already'],
  [{ name: 'a', method: 'GET', path: '/gifts/:code', new: 'a' }, 'GET /gifts/:id has a new side already: a'],
  [
    { name: 'a', method: 'GET', path: '/:what/:id', new: 'a' },
    'GET /gifts/:id and GET /:what/:id (the route "a") would answer the same requests, such as /gifts/x.',
  ],
  [
    { name: 'a', method: 'GET', path: '/:what/new', new: 'a' },
    'GET /gifts/:id and GET /:what/new (the route "a") would answer the same requests, such as /gifts/new.',
  ],
  [
    { name: 'a', method: 'GET', path: '/gifts/new', new: 'a' },
    'GET /gifts/:id and GET /gifts/new (the route "a") would answer the same requests, such as /gifts/new.',
  ],
])('%j leaves no place', (there, what) => {
  expect(() => addRoute(JSON.stringify({ old: 'shop', routes: [there] }), route)).toThrow(what);
});

test.each([
  { method: 'GET', path: '/gifts/:id/lines' },
  { method: 'GET', path: '/orders/:id' },
  { method: 'GET', path: '/:id' },
  { method: 'POST', path: '/gifts/:id' },
])('beside $method $path there is place', (there) => {
  const text = JSON.stringify({ old: 'shop', routes: [{ name: 'a', new: 'a', ...there }] });
  expect(addRoute(text, route)).toContain('"/gifts/:id"');
});

test.each(['', '{', '[]', '{}', '{"routes":{}}'])('%j has no list', (text) => {
  expect(() => addRoute(text, route)).toThrow('has no list "routes"');
});

test.each(['/a', '/orders/:id/gift', '/a.b/~c/:x1', `/${'a'.repeat(199)}`])('%s is a path', (path) =>
  expect(pathProblem(path)).toBeUndefined(),
);

test.each([
  '',
  '/',
  'a',
  '//',
  '/a/',
  '/..',
  '/./a',
  '/a?b',
  '/a b',
  '/ü',
  '/:',
  '/:Id',
  '/:id/:id',
  '/a\\b',
  '/${x}',
  '/health',
  `/${'a'.repeat(200)}`,
])('%j is none', (path) => expect(pathProblem(path)).toMatch(/\.$/));

test('API Gateway writes parameters in braces', () => {
  expect(apiPath('/orders/:id/lines/:n')).toBe('/orders/{id}/lines/{n}');
});
