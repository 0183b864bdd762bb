import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRoutes, routesFile, setMode } from '../src/index.ts';
import { withMode } from '../src/routes-file.ts';

test("a flip and its way back leave the repo's file byte for byte; between them only the flip is new", () => {
  const folder = mkdtempSync(join(tmpdir(), 'flip-'));
  const file = join(folder, 'routes.json');
  const before = readFileSync(routesFile({}), 'utf8');
  writeFileSync(file, before);
  for (const { name, mode } of readRoutes(before).routes) {
    setMode(file, name, 'new', 'a test');
    const lines = before.split('\n');
    const added = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !lines.includes(line));
    expect(added).toEqual(['      "mode": "new",', '      "because": "a test",']);
    setMode(file, name, mode);
    expect(readFileSync(file, 'utf8')).toBe(before);
  }
  rmSync(folder, { recursive: true });
});

const route = (name: string, more: object = {}) => ({
  name,
  method: 'GET',
  path: `/${name}`,
  new: name,
  mode: 'legacy',
  mayDiffer: [],
  ...more,
});

test.each<[string, object, object]>([
  ['the second of two', { old: 'shop', routes: [route('other', { because: '"mode": "legacy"' }), route('page')] }, {}],
  ['one behind other lists', { tags: [[{ mode: 'x' }], '{"routes": ['], old: 'routes', routes: [route('page')] }, {}],
  ['one with fields that nobody knows', { old: 'shop', routes: [route('page', { note: '}' })] }, { note: '}' }],
  ['one that has a reason first', { old: 'shop', routes: [{ because: 'before $1', ...route('page') }] }, {}],
  ['one that has a reason last', { old: 'shop', routes: [route('page', { because: 'be\\fore "' })] }, {}],
])('changes %s, however the text is laid out', (_, routes, more) => {
  for (const indent of [0, 2, '\t']) {
    const text = JSON.stringify(routes, null, indent);
    const flipped = withMode(text, 'page', 'new', 'why "$&"') ?? '';
    const { routes: all, ...others } = JSON.parse(flipped);
    expect(all.at(-1)).toEqual(route('page', { mode: 'new', because: 'why "$&"', ...more }));
    expect({ ...others, routes: all.slice(0, -1) }).toEqual({
      ...routes,
      routes: (routes as { routes: object[] }).routes.slice(0, -1),
    });
    expect(JSON.parse(withMode(flipped, 'page', 'shadow') ?? '').routes.at(-1)).not.toHaveProperty('because');
  }
});

test('answers nothing for a route that is not there', () => {
  expect(withMode('{"old":"shop","routes":[]}', 'page', 'new')).toBeUndefined();
});
