import { expect, test } from 'vitest';
import { runTool } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, write } from '../update/made-repo.ts';

const add = (repo: string, ...args: string[]) => runTool(['add', ...args], { cwd: repo });
const atFeatures = (start: string) => madeRepo(['--start', start, '--stage', 'features']);
const routes = 'services/router/routes.json';
const app = 'services/shop/src/app.ts';
const search = 'services/shop/src/search/routes.ts';

test('feature: a function behind a route that the shop answers until somebody flips it; --abort takes it back', async () => {
  const repo = await atFeatures('legacy');
  const before = await stateOf(repo);
  const { code, stdout, stderr } = await add(repo, 'feature', 'gift', '--yes', '--path', '/gifts/:id');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('npm run route -- shadow gift');
  expect(JSON.parse(read(repo, routes)).routes.at(-1)).toEqual({
    name: 'gift',
    method: 'GET',
    path: '/gifts/:id',
    new: 'gift',
    mode: 'legacy',
    mayDiffer: [],
    fallBackOn: [404],
  });
  expect(JSON.parse(read(repo, 'services/gift/function.json')).trigger).toEqual({ type: 'http', path: '/gifts/{id}' });
  expect(read(repo, 'services/gift/role.yml')).toContain('iam.read}\n');
  for (const file of ['function', 'role', 'alarms', 'canary', 'route']) {
    expect(read(repo, 'deploy/serverless.yml')).toContain(`../services/gift/${file}.yml`);
  }
  expect(await runTool(['update', '--abort'], { cwd: repo })).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('split: the module moves with every edit, the shop mounts it from there, and --abort brings all of it back', async () => {
  const repo = await atFeatures('greenfield');
  write(repo, search, read(repo, search).replace('const most = 20;', 'const most = 30; // ours'));
  write(repo, 'services/shop/src/search/notes.md', 'ours too\n');
  write(repo, app, `${read(repo, app)}// and this\n`);
  await commit(repo);
  const before = await stateOf(repo);
  expect(await add(repo, 'split', 'search')).toMatchObject({ code: 0, stderr: '' });
  expect(await git(repo, 'ls-files', 'services/shop/src/search')).toBe('');
  expect(read(repo, 'services/search/src/routes.ts')).toContain('const most = 30; // ours');
  expect(read(repo, 'services/search/src/routes.ts')).toContain("from './module.ts'");
  expect(read(repo, 'services/search/src/notes.md')).toBe('ours too\n');
  expect(read(repo, app)).toContain("import { searchRoutes } from '@app/search/routes';\n");
  expect(read(repo, app)).toContain("app.route('/', searchRoutes(ports));");
  expect(read(repo, app)).toMatch(/\/\/ and this\n$/);
  expect(JSON.parse(read(repo, 'services/shop/package.json')).dependencies).toHaveProperty('@app/search', '*');
  // What it reads, and nothing else: the index, and the orders that it finds there.
  const role = read(repo, 'services/search/role.yml');
  expect(role.match(/iam\.\w+/g)).toEqual(['iam.read', 'iam.lookup', 'iam.network', 'iam.send']);
  expect(JSON.parse(read(repo, routes)).routes.at(-1)).toMatchObject({
    path: '/search',
    new: 'search',
    mode: 'legacy',
  });
  expect(await runTool(['update', '--abort'], { cwd: repo })).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('what was split off stays so: an update of the repo has nothing to do', async () => {
  const repo = await atFeatures('greenfield');
  expect(await add(repo, 'split', 'search')).toMatchObject({ code: 0 });
  await commit(repo);
  const { code, stdout } = await runTool(['update', '--set', 'telemetry=cloudwatch'], { cwd: repo });
  expect({ code, stdout }).toMatchObject({ code: 0 });
  expect(await git(repo, 'ls-files', 'services/shop/src/search')).toBe('');
  expect(read(repo, app)).toContain('@app/search/routes');
});

/** An edit of the shop that makes a split impossible. */
type Edit = { readonly path: string; readonly old: string; readonly next: string };

test.each<[string[], Edit | undefined, string, string]>([
  [['split', 'serach'], undefined, 'no module "serach"', 'invoices, orders, receipts, search, status, stock'],
  [['split', '../search'], undefined, 'no name of a function', 'add split search'],
  [['split', 'orders'], undefined, ".post('/orders')", 'split the module off'],
  [['split', 'status'], undefined, 'has a new side already: order-page', 'npm run route'],
  [
    ['split', 'search'],
    {
      path: search,
      old: "import { Hono } from 'hono';",
      next: "import { Hono } from 'hono';\nimport { x } from '../read-only.ts';",
    },
    'imports ../read-only.ts, which stays in the shop',
    'Change that first',
  ],
  [
    ['split', 'search'],
    { path: search, old: "'orders' | 'documents'", next: "'orders' | 'documents' | 'failover'" },
    'needs failover, which stays with the shop',
    'Change that first',
  ],
  [
    ['split', 'search'],
    { path: search, old: ".get('/search'", next: ".get('/find', (context) => context.text('')).get('/search'" },
    'has 2 routes; a function answers one',
    'Change that first',
  ],
  [
    ['split', 'search'],
    { path: app, old: "from './search/routes.ts'", next: "from './search/index.ts'" },
    'does not import searchRoutes',
    'mount the module as the others',
  ],
  [['split', 'search'], { path: routes, old: '"routes"', next: '"paths"' }, 'has no list "routes"', 'update --restore'],
  [['feature', 'gift', '--yes', '--path', 'gifts'], undefined, 'is no path of a route', '--path /orders/:id/gift'],
  [['feature', 'gift', '--yes', '--path', '/health'], undefined, 'The router answers /health itself', ''],
  [['feature', 'gift', '--yes', '--path', '/gifts/:code'], undefined, 'has no :id', '--body empty'],
  [
    ['feature', 'gift', '--body', 'empty', '--path', '/orders/:number/status'],
    undefined,
    'has a new side already',
    'order-status',
  ],
  [
    ['feature', 'gift', '--body', 'empty', '--path', '/:what/:id/status'],
    undefined,
    'GET /:what/:id/status and GET /orders/:id/status (the route "order-status") would answer the same requests',
    'npm run route -- list',
  ],
  [['feature', 'order-status', '--yes'], undefined, 'There is a services/order-status already', 'another name'],
  [['split', 'search', '--body', 'empty'], undefined, 'add split has no empty body', 'Leave --body out'],
])('%j is refused, and nothing changes', async (args, edit, what, hint) => {
  const repo = await atFeatures('greenfield');
  if (edit) {
    const text = read(repo, edit.path);
    expect(text).toContain(edit.old);
    write(repo, edit.path, text.replace(edit.old, edit.next));
    await commit(repo);
  }
  const before = await stateOf(repo);
  const { code, stderr } = await add(repo, ...args);
  expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining(what) });
  expect(stderr).toContain(hint);
  expect(await stateOf(repo)).toEqual(before);
});

test('a legacy shop is not carved: the new side of a route is a feature', async () => {
  const repo = await atFeatures('legacy');
  const { code, stderr } = await add(repo, 'split', 'search');
  expect(code).toBe(3);
  expect(stderr).toContain('add feature order-summary --path');
});

test('a second split of one module says that the module is gone', async () => {
  const repo = await atFeatures('greenfield');
  expect(await add(repo, 'split', 'search')).toMatchObject({ code: 0 });
  await commit(repo);
  const { code, stderr } = await add(repo, 'split', 'search');
  expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('no module "search"') });
});
