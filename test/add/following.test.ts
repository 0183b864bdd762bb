import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runTool } from '../e2e/tool.ts';
import { endedProcess } from '../update/ended-process.ts';
import { commit, git, madeRepo, read, stateOf, write } from '../update/made-repo.ts';

const run = (repo: string, ...args: string[]) => runTool(args, { cwd: repo });
const event = ['add', 'event', 'shop.order.shipped.v1'];
const glue = ['add', 'glue', 'parcel-label', '--event', 'shop.order.shipped.v1', '--body', 'sample'];
const job = ['add', 'map-reduce', 'daily-revenue', '--yes'];

test('what is added follows what was added before, and each is taken back alone, the last one first', async () => {
  const repo = await madeRepo();
  const states = [await stateOf(repo)];
  for (const args of [event, glue, job]) {
    expect(await run(repo, ...args)).toMatchObject({ code: 0, stderr: '' });
    states.push(await stateOf(repo));
  }
  expect(JSON.parse(read(repo, 'services/parcel-label/function.json')).trigger.eventTypes).toEqual([
    'shop.order.shipped.v1',
  ]);
  for (const name of ['parcel-label', 'daily-revenue'])
    expect(read(repo, 'deploy/serverless.yml')).toContain(`../services/${name}/function.yml`);
  const says = ['"add map-reduce daily-revenue"', '"add glue parcel-label"', '"add event shop.order.shipped.v1"'];
  for (const [n, title] of says.entries()) {
    states.pop();
    const { code, stdout, stderr } = await run(repo, 'update', '--abort');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`${title} is taken back`);
    expect(stdout.includes('To take it back too')).toBe(n < 2);
    expect(await stateOf(repo)).toEqual(states.at(-1));
  }
  expect(await run(repo, 'update', '--abort')).toMatchObject({ code: 3 });
});

test('one commit takes all that was added along, says so, and nothing is open then', async () => {
  const repo = await madeRepo();
  await run(repo, ...event);
  const { stdout } = await run(repo, ...glue);
  expect(stdout).toContain('git commit --all --message "Add shop.order.shipped.v1, add parcel-label"');
  await commit(repo);
  expect(await run(repo, 'update', '--abort')).toMatchObject({ code: 3 });
  expect(await run(repo, ...job)).toMatchObject({ code: 0 });
  expect((await run(repo, 'update', '--abort')).stdout).not.toContain('too');
});

test('what the user writes into what was added, staged or not, is there after the next one and after its abort', async () => {
  const repo = await madeRepo();
  await run(repo, ...event);
  const schema = 'packages/events/schemas/shop.order.shipped.v1.schema.json';
  const mine = read(repo, schema).replace('Order shipped', 'An order is on its way');
  write(repo, schema, mine);
  const registry = 'packages/events/src/contracts.generated.ts';
  const compiled = `${read(repo, registry)}// compiled\n`;
  write(repo, registry, compiled);
  const before = await stateOf(repo);
  for (const args of [glue, job]) {
    expect(await run(repo, ...args)).toMatchObject({ code: 0, stderr: '' });
    expect(read(repo, schema)).toBe(mine);
    expect(read(repo, registry)).toBe(compiled);
  }
  for (const _ of [glue, job]) expect(await run(repo, 'update', '--abort')).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('an edit in a file that the next one is entered in is refused with the command that lets it on', async () => {
  const repo = await madeRepo();
  await run(repo, ...event);
  await run(repo, ...glue);
  write(repo, 'deploy/serverless.yml', `${read(repo, 'deploy/serverless.yml')}# mine\n`);
  const before = await stateOf(repo);
  const refused = await run(repo, ...job);
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('git add deploy/serverless.yml') });
  expect(await stateOf(repo)).toEqual(before);
  await git(repo, 'add', 'deploy/serverless.yml');
  const staged = await stateOf(repo);
  expect(await run(repo, ...job)).toMatchObject({ code: 0 });
  expect(await run(repo, 'update', '--abort')).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(staged);
  expect(read(repo, 'deploy/serverless.yml')).toMatch(/# mine\n$/);
});

test('files that are brought back follow each other too', async () => {
  const repo = await madeRepo();
  for (const path of ['docs/path.md', 'docs/deploy.md']) rmSync(`${repo}/${path}`);
  await commit(repo);
  const before = await stateOf(repo);
  expect(await run(repo, 'update', '--restore', 'docs/path.md')).toMatchObject({ code: 0 });
  const { code, stdout } = await run(repo, 'update', '--restore', 'docs/deploy.md');
  expect(code).toBe(0);
  expect(stdout).toContain('"Bring back docs/path.md, bring back docs/deploy.md"');
  for (const _ of [1, 2]) expect(await run(repo, 'update', '--abort')).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('one that was killed on its way is undone by the next, and what stood before it stays', async () => {
  const repo = await madeRepo();
  const before = await stateOf(repo);
  await run(repo, ...event);
  await run(repo, ...glue);
  const file = '.git/create-serverless-workshop/update-root+2/journal.json';
  write(repo, file, JSON.stringify({ ...JSON.parse(read(repo, file)), phase: 'applying', process: endedProcess() }));
  expect(await run(repo, ...job)).toMatchObject({ code: 0, stderr: '' });
  expect(read(repo, 'deploy/serverless.yml')).not.toContain('parcel-label');
  expect(await git(repo, 'status', '--porcelain')).toContain('shop.order.shipped.v1.schema.json');
  for (const _ of [event, job]) expect(await run(repo, 'update', '--abort')).toMatchObject({ code: 0 });
  expect(await stateOf(repo)).toEqual(before);
});

test('an update and an advance begin with a commit: what was added is named, and nothing changes', async () => {
  const repo = await madeRepo();
  await run(repo, ...event);
  const before = await stateOf(repo);
  for (const args of [['update', '--set', 'telemetry=cloudwatch'], ['advance']]) {
    const { code, stderr } = await run(repo, ...args);
    expect(stderr).toContain('"add event shop.order.shipped.v1" is in no commit');
    expect(code).toBe(3);
    expect(await stateOf(repo)).toEqual(before);
  }
  expect(await run(repo, 'update', '--check')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Up to date'),
  });
});

test('nothing is added to an update that is open', async () => {
  const repo = await madeRepo();
  expect(await run(repo, 'update', '--set', 'telemetry=cloudwatch')).toMatchObject({ code: 0 });
  const before = await stateOf(repo);
  expect(await run(repo, ...event)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('An update is open here'),
  });
  expect(await stateOf(repo)).toEqual(before);
});
