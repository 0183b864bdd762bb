import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTool } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, write } from '../update/made-repo.ts';

const add = (repo: string, ...args: string[]) => runTool(['add', ...args], { cwd: repo });

test('glue: all files at once, staged, included in the deployment; --abort takes them back byte for byte', async () => {
  const repo = await madeRepo();
  const mine = read(repo, 'deploy/serverless.yml').replace('functions:\n', 'functions:\n  # ours first\n');
  write(repo, 'deploy/serverless.yml', mine);
  await commit(repo);
  const before = await stateOf(repo);
  const { code, stdout, stderr } = await add(
    repo,
    'glue',
    'stock-warning',
    '--body',
    'sample',
    '--owner',
    'the stock team',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('git commit --all --message "Add stock-warning"');
  const files = ['alarms.yml', 'function.yml', 'role.yml', 'trigger.yml', 'function.json', 'src/main.ts'];
  for (const file of files) expect(read(repo, `services/stock-warning/${file}`), file).not.toMatch(/\{\{|__name__/);
  expect(JSON.parse(read(repo, 'services/stock-warning/function.json'))).toMatchObject({
    name: 'stock-warning',
    owner: 'the stock team',
    trigger: { eventTypes: ['shop.order.placed.v1'] },
    runbook: 'docs/runbooks/stock-warning.md',
  });
  const deploy = read(repo, 'deploy/serverless.yml');
  for (const file of files.filter((one) => one.endsWith('.yml')))
    expect(deploy).toContain(`  - \${file(../services/stock-warning/${file})}\n`);
  expect(
    deploy
      .split('\n')
      .filter((line) => !line.includes('stock-warning'))
      .join('\n'),
  ).toBe(mine);
  expect(await git(repo, 'status', '--porcelain')).not.toMatch(/^( |\?)/m);
  expect(await runTool(['update', '--abort'], { cwd: repo })).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('task: in the background lane, with its journal; glue joins that lane from the stage tasks on', async () => {
  const repo = await madeRepo(['--stage', 'tasks']);
  expect(await add(repo, 'task', 'loyalty-points', '--yes')).toMatchObject({ code: 0, stderr: '' });
  await commit(repo);
  expect(await add(repo, 'glue', 'stock-warning', '--yes')).toMatchObject({ code: 0, stderr: '' });
  for (const name of ['loyalty-points', 'stock-warning']) {
    const { lane, trigger } = JSON.parse(read(repo, `services/${name}/function.json`));
    expect({ lane, stream: trigger.stream }, name).toEqual({ lane: 'background', stream: 'background' });
    for (const file of ['role.yml', 'trigger.yml']) {
      expect(read(repo, `services/${name}/${file}`), `${name}/${file}`).not.toContain('OrdersStream');
      expect(read(repo, `services/${name}/${file}`), `${name}/${file}`).toContain('BackgroundStream');
    }
  }
  expect(read(repo, 'services/loyalty-points/src/run-job.ts')).toContain('journal.run');
  expect(read(repo, 'services/loyalty-points/test/run-job.test.ts')).not.toMatch(/\{\{|__name__/);
});

test('what was added is the user’s: an update of the repo does not touch it', async () => {
  const repo = await madeRepo();
  await add(repo, 'glue', 'stock-warning', '--yes');
  await commit(repo);
  const told = await runTool(['update', '--set', 'telemetry=cloudwatch'], { cwd: repo });
  expect(told.code).toBe(0);
  expect(existsSync(join(repo, 'services/stock-warning/function.yml'))).toBe(true);
  expect(read(repo, 'deploy/serverless.yml')).toContain('../services/stock-warning/function.yml');
  expect(read(repo, '.workshop/base.jsonl')).not.toContain('stock-warning');
});

test('an event: a schema and a sample; without packages the next command is told', async () => {
  const repo = await madeRepo();
  const { code, stdout } = await add(repo, 'event', 'shop.order.shipped.v1');
  expect(code).toBe(0);
  expect(stdout).toContain('npm run contracts\n');
  expect(stdout).toContain('npm run contracts -- release shop.order.shipped.v1');
  expect(stdout).toContain('npm run emit -- shop.order.shipped.v1');
  expect(stdout).toContain("makeEvent('shop.order.shipped.v1', { subject, data })");
  const [, file = ''] = /in eventsOf of (\S+):/.exec(stdout) ?? [];
  expect(read(repo, file)).toContain('function eventsOf(');
  const schema = JSON.parse(read(repo, 'packages/events/schemas/shop.order.shipped.v1.schema.json'));
  expect(schema).toMatchObject({ $id: 'shop.order.shipped.v1', title: expect.stringMatching(/^Order shipped\. /) });
  await commit(repo);
  expect(await add(repo, 'glue', 'label', '--event', 'shop.order.shipped.v1', '--yes')).toMatchObject({ code: 0 });
  expect(JSON.parse(read(repo, 'services/label/function.json')).trigger.eventTypes).toEqual(['shop.order.shipped.v1']);
});

test('--dry-run lists the files and writes nothing', async () => {
  const repo = await madeRepo();
  const before = await stateOf(repo);
  const { code, stdout } = await add(repo, 'glue', 'stock-warning', '--yes', '--dry-run');
  expect(code).toBe(0);
  expect(stdout).toContain('services/stock-warning/role.yml\n');
  const json = await add(repo, 'glue', 'stock-warning', '--yes', '--dry-run', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, dryRun: true, pattern: 'glue', name: 'stock-warning' });
  expect(await stateOf(repo)).toEqual(before);
});

test.each([
  [[], 'Add what?', 'event, glue, task, map-reduce, extension'],
  [['gleu', 'x1'], 'Nothing called "gleu"', 'event, glue'],
  [['glue', 'x1', '--yes', '--owner', 'a "b"'], 'no owner', 'the shop team'],
  [['feature', 'x1', '--yes'], 'no router', 'advance'],
  [['event', 'a.b.v1', '--body', 'empty'], 'add event has no empty body', 'Leave --body out, or write --body sample.'],
  [['glue', 'x1', '--yes', '--path', '/x'], '--path means nothing to add glue', 'add feature'],
  [['glue', 'outbox', '--yes'], 'There is a packages/outbox already', 'another name'],
  [['task', 'x1', '--yes'], 'no lane for background work', 'advance'],
  [['glue'], 'Missing: the name', 'add glue stock-warning'],
  [['glue', 'Stock', '--yes'], 'no name of a function', 'stock-warning'],
  [['glue', '../evil', '--yes'], 'no name of a function', 'stock-warning'],
  [['glue', 'receipt', '--yes'], 'There is a services/receipt already', 'another name'],
  [['glue', 'x1', 'x2', '--yes'], 'takes a pattern and a name', ''],
  [['glue', 'x1', '--body', 'full'], 'no body "full"', 'sample'],
  [['glue', 'x1', '--yes', '--event', 'shop.order.eaten.v1'], 'no event "shop.order.eaten.v1"', 'shop.order.placed.v1'],
  [['event', 'shop.order.placed.v1'], 'already', 'another name'],
  [['event', 'shipped'], 'no event type', 'shop.order.shipped.v1'],
  [['event', 'a.b.v1', '--owner', 'x'], '--owner means nothing to add event', 'add glue'],
  [['map-reduce'], 'Missing: the name', 'add map-reduce daily-revenue'],
  [['map-reduce', 'Daily', '--yes'], 'no name of a function', 'daily-revenue'],
  [['map-reduce', 'receipt', '--yes'], 'There is a services/receipt already', 'another name'],
  [
    ['map-reduce', 'x1', '--yes', '--event', 'shop.order.placed.v1'],
    '--event means nothing to add map-reduce',
    'It belongs to add glue, task, extension',
  ],
  [['extension', '../evil', '--yes'], 'no name of a function', 'order-rules'],
  [['extension', 'relay', '--yes'], 'There is a services/relay already', 'another name'],
  [['extension', 'x1', '--yes', '--event', 'shop.order.eaten.v1'], 'no event "shop.order.eaten.v1"', 'placed.v1'],
  [['glue', 'x1', '--stage', 'glue'], '--stage means nothing to add', ''],
])('%j is refused, and nothing changes', async (args, what, hint) => {
  const repo = await madeRepo();
  const before = await stateOf(repo);
  const { code, stderr } = await add(repo, ...args);
  expect(code).toBe(3);
  expect(stderr).toContain(what);
  expect(stderr).toContain(hint);
  expect(await stateOf(repo)).toEqual(before);
});

test.each([
  ['event', 'shop.order.shipped.v1', 'packages/events/samples/shop.order.shipped.v1.json'],
  ['glue', 'stock-warning', 'services/stock-warning/src/consume.ts'],
  ['map-reduce', 'daily-revenue', 'services/daily-revenue/src/work.ts'],
  ['extension', 'order-rules', 'services/order-rules/src/input-of.ts'],
])('%s takes --body sample, and is made the same without it', async (pattern, name, file) => {
  const [plain, told] = [await madeRepo(), await madeRepo()];
  expect(await add(plain, pattern, name)).toMatchObject({ code: 0, stderr: '' });
  expect(await add(told, pattern, name, '--body', 'sample')).toMatchObject({ code: 0, stderr: '' });
  expect(read(plain, file)).toBe(read(told, file));
});

// Two gates of minutes lie between the stage glue and the stage where a split has a place.
test.each([
  ['glue', 'From the stage features on, write'],
  ['features', 'Write the new side'],
])(
  'split says at the stage %s of a legacy repo that it never works there, and what to do instead',
  async (stage, hint) => {
    const repo = await madeRepo(['--stage', stage]);
    for (const args of [['search'], [], ['No Name', '--body', 'empty']]) {
      const { code, stderr } = await add(repo, 'split', ...args);
      expect(code).toBe(3);
      expect(stderr).toContain('add split does not work in a legacy repo');
      expect(stderr).toContain(hint);
      expect(stderr).toContain('npm run workshop -- add feature order-summary --path /orders/:id/summary');
      expect(stderr).not.toContain('advance');
    }
  },
);

test('where a pattern has no place yet, the stage is told before anything else is looked at or asked', async () => {
  const repo = await madeRepo();
  for (const args of [['task'], ['task', 'No Name', '--owner', '"'], ['feature', 'x1', '--path', 'nowhere']])
    expect(await add(repo, ...args)).toMatchObject({ code: 3, stderr: expect.stringContaining('at the stage glue') });
});

test('an event at the stage observe: there is no outbox yet, and the way to one is told', async () => {
  const { code, stdout } = await add(await madeRepo(['--stage', 'observe']), 'event', 'shop.order.shipped.v1');
  expect(code).toBe(0);
  expect(stdout).toContain('comes with the stage glue: npm run workshop -- advance');
  expect(stdout).not.toContain('npm run emit');
});

test('an event in a greenfield repo is published where its shop makes its events', async () => {
  const repo = await madeRepo(['--start', 'greenfield', '--stage', 'features']);
  const { stdout } = await add(repo, 'event', 'shop.order.shipped.v1');
  const [, file = ''] = /in eventsOf of (\S+):/.exec(stdout) ?? [];
  expect(read(repo, file)).toContain('function eventsOf(');
});

test.each(['glue', 'map-reduce', 'extension'])('before there is a stream, there is no %s', async (pattern) => {
  const repo = await madeRepo(['--stage', 'observe']);
  const before = await stateOf(repo);
  expect(await add(repo, pattern, 'x1', '--yes')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('advance'),
  });
  expect(await stateOf(repo)).toEqual(before);
});

test.each([
  ['map-reduce', 'src/finish-part.ts', 'shop.dayend.part.v1'],
  ['extension', 'src/sandbox.worker.mjs', 'shop.order.placed.v1'],
])(
  '%s: a function with its role, alarms and runbook; a second one of that name is refused; --abort takes it back',
  async (pattern, file, event) => {
    const repo = await madeRepo();
    const before = await stateOf(repo);
    expect(await add(repo, pattern, 'day-end', '--yes')).toMatchObject({ code: 0, stderr: '' });
    expect(read(repo, `services/day-end/${file}`)).not.toMatch(/\{\{|__/);
    expect(JSON.parse(read(repo, 'services/day-end/function.json')).trigger.eventTypes).toEqual([event]);
    expect(existsSync(join(repo, `packages/events/schemas/${event}.schema.json`))).toBe(true);
    for (const made of ['function.yml', 'role.yml', 'trigger.yml', 'alarms.yml']) {
      expect(read(repo, 'deploy/serverless.yml')).toContain(`../services/day-end/${made}`);
    }
    expect(read(repo, 'docs/runbooks/day-end.md')).toContain('npm run ops -- drain day-end');
    expect(read(repo, 'services/day-end/package.json')).not.toContain('catalog:');
    expect(await runTool(['update', '--abort'], { cwd: repo })).toMatchObject({ code: 0 });
    expect(await stateOf(repo)).toEqual(before);
    await add(repo, pattern, 'day-end', '--yes');
    await commit(repo);
    const added = await stateOf(repo);
    const again = await add(repo, pattern, 'day-end', '--yes');
    expect(again).toMatchObject({ code: 3, stderr: expect.stringContaining('services/day-end already') });
    expect(await stateOf(repo)).toEqual(added);
  },
);

test('what stands in the way is not overwritten: an untracked file, an edit', async () => {
  const repo = await madeRepo();
  write(repo, 'docs/runbooks/stock-warning.md', 'mine');
  const untracked = await add(repo, 'glue', 'stock-warning', '--yes');
  expect(untracked).toMatchObject({ code: 3, stderr: expect.stringContaining('docs/runbooks/stock-warning.md') });
  expect(read(repo, 'docs/runbooks/stock-warning.md')).toBe('mine');
  write(repo, 'deploy/serverless.yml', `${read(repo, 'deploy/serverless.yml')}# mine\n`);
  const edited = await add(repo, 'glue', 'x1', '--yes');
  expect(edited).toMatchObject({ code: 3, stderr: expect.stringContaining('deploy/serverless.yml') });
  await commit(repo);
  expect(await add(repo, 'glue', 'x1', '--yes')).toMatchObject({ code: 0 });
});

test('add --help is the page of add, in a repo and outside, whatever stands before it', async () => {
  const cwd = join(await madeRepo(), '..');
  for (const args of [['--help'], ['glue', 'x1', '--help'], ['split', '-h']]) {
    const { code, stdout, stderr } = await add(cwd, ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('npm run workshop -- add <what> <name> [flags]');
    expect(stdout).not.toContain('--telemetry');
  }
});

test('outside a repo there is nothing to add to', async () => {
  const repo = await madeRepo();
  mkdirSync(join(repo, '../other'));
  expect(await add(join(repo, '../other'), 'glue', 'x1', '--yes')).toMatchObject({ code: 3 });
});
