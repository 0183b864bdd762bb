import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatePath } from '../../src/repo/advance/gate.ts';
import { bin, cleanEnvironment, root, runTool } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, write } from '../update/made-repo.ts';
import { advance, check, gatedRepo, giveGate, result } from './gated-repo.ts';

const gate = gatePath('observe');
const ran = (repo: string) => existsSync(join(repo, 'node_modules/ran'));
const stageOf = (repo: string) => JSON.parse(read(repo, 'workshop.json')).answers.stage;
type State = { files: Record<string, string>; status: string };
const filesOf = async (repo: string) => ((await stateOf(repo)) as State).files;
/** All that a closed gate leaves as it was: everything but its figures. */
const pictureOf = async (repo: string) => {
  const { files, status, ...rest } = (await stateOf(repo)) as State;
  const { 'docs/gates.md': _, 'node_modules/ran': __, ...others } = files;
  const lines = status.split('\n').filter((line) => line !== '' && !line.endsWith('docs/gates.md'));
  return { ...rest, files: others, lines };
};

test('a gate that holds opens: the next stage comes as it would be made, with every edit, staged', async () => {
  const repo = await gatedRepo(result('holds'));
  write(repo, 'services/legacy-shop/src/app.ts', `${read(repo, 'services/legacy-shop/src/app.ts')}// mine\n`);
  await commit(repo);
  const { code, stdout, stderr } = await advance(repo);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('the gate prints');
  expect(stdout).toContain('stage observe → glue');
  expect(stdout).toContain('Change stage to glue');
  expect(stageOf(repo)).toBe('glue');
  const fresh = await madeRepo(['--stage', 'glue']);
  const [got, wanted] = [await filesOf(repo), await filesOf(fresh)];
  const differing = Object.keys({ ...got, ...wanted }).filter(
    (path) => got[path] !== wanted[path] && !path.startsWith('node_modules'),
  );
  expect(differing.sort()).toEqual([gate, 'docs/gates.md', 'services/legacy-shop/src/app.ts'].sort());
  expect(read(repo, 'services/legacy-shop/src/app.ts')).toMatch(/\/\/ mine\n$/);
  expect(read(repo, 'docs/gates.md')).toContain('stage **glue**');
  expect(read(repo, 'docs/gates.md')).toContain('The gate **holds**');
  expect(await git(repo, 'status', '--porcelain')).not.toMatch(/^( M|\?\?)/m);
});

test.each([
  ['fails', result('fails'), 'Mend that'],
  ['is inconclusive', result('inconclusive'), 'too busy to tell'],
  ['holds and measured nothing', { ...result('holds'), checks: [] }, 'Mend that'],
  ['holds against its own check', { ...result('holds'), checks: [check('holds'), check('fails')] }, 'Mend that'],
])('a gate that %s stays closed: exit 1, the figures are written, the repo is as it was', async (_, given, words) => {
  const repo = await gatedRepo(given);
  const before = await pictureOf(repo);
  const { code, stdout, stderr } = await advance(repo);
  expect(code).toBe(1);
  expect(stdout).toContain(words);
  expect(stderr).toContain('error: The gate does not hold');
  expect(await pictureOf(repo)).toEqual(before);
  expect(read(repo, 'docs/gates.md')).toContain('stage **observe**');
  // The page is in no commit now, and is no obstacle; the gate holds, and the repo goes on.
  giveGate(repo, result('holds'));
  await git(repo, 'commit', '--quiet', '--message', 'Mend', '--', gate);
  expect(await advance(repo)).toMatchObject({ code: 0 });
  expect(stageOf(repo)).toBe('glue');
});

test('--check runs the gate alone', async () => {
  const repo = await gatedRepo(result('holds'));
  const before = await pictureOf(repo);
  expect(await advance(repo, ['--check'])).toMatchObject({ code: 0, stdout: expect.stringContaining('On to glue') });
  expect(await pictureOf(repo)).toEqual(before);
  expect(read(repo, 'docs/gates.md')).toContain('The gate **holds**');
});

test.each([
  ['does not hold', result('fails')],
  ['breaks off', ''],
])('--force goes on where the gate %s, and keeps the reason', async (_, given) => {
  const repo = await gatedRepo(given);
  const { code, stdout } = await advance(repo, ['--force', '--because', 'the load test | is next week']);
  expect(code).toBe(0);
  expect(stdout).toContain('Going on although the gate does not hold');
  expect(stageOf(repo)).toBe('glue');
  expect(read(repo, 'docs/gates.md')).toContain('**Forced**, because: the load test | is next week');
});

test.each([
  [['--force'], '--force needs a reason'],
  [['--because', 'x'], '--because belongs to --force'],
  [['--force', '--because', 'x', '--check'], 'do not go together'],
  [['--because'], '--because needs a value'],
  [['--set', 'stage=glue'], '--set means nothing to advance'],
  [['glue'], 'takes no target'],
])('%j is refused before the gate runs', async (args, words) => {
  const repo = await gatedRepo(result('holds'));
  const before = await stateOf(repo);
  const { code, stderr } = await advance(repo, args);
  expect(code).toBe(3);
  expect(stderr).toContain(words);
  expect(ran(repo)).toBe(false);
  expect(await stateOf(repo)).toEqual(before);
});

test('what would refuse the update is said before a gate takes its minutes', async () => {
  const repo = await gatedRepo(result('holds'));
  write(repo, 'README.md', 'not committed');
  const before = await stateOf(repo);
  const dirty = await advance(repo);
  expect(dirty).toMatchObject({ code: 3, stderr: expect.stringContaining('in no commit: README.md') });
  expect(ran(repo)).toBe(false);
  expect(await stateOf(repo)).toEqual(before);
});

test('a repo of another version updates first', async () => {
  const repo = await gatedRepo(result('holds'));
  write(repo, 'workshop.json', read(repo, 'workshop.json').replace('"0.2.0"', '"0.0.9"'));
  await commit(repo);
  const { code, stderr } = await advance(repo);
  expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining('One step at a time') });
  expect(ran(repo)).toBe(false);
});

test('a gate that stands where 0.1.0 had it is run, and the one of today before it', async () => {
  const repo = await gatedRepo(result('holds'));
  giveGate(repo, result('fails'), 'observe', 'packages/observe/src/gate/main.ts');
  await commit(repo);
  expect(await advance(repo, ['--check'])).toMatchObject({ code: 0 });
  rmSync(join(repo, gate));
  await commit(repo);
  expect(await advance(repo, ['--check'])).toMatchObject({ code: 1, stdout: expect.stringContaining('Mend that') });
});

test('a repo without its gate, or without its packages, is told how to get them', async () => {
  const repo = await gatedRepo(result('holds'));
  rmSync(join(repo, gate));
  await commit(repo);
  const gone = await advance(repo);
  expect(gone).toMatchObject({ code: 3, stderr: expect.stringContaining(`update --restore ${gate}`) });
  const bare = await madeRepo(['--stage', 'observe']);
  expect(await advance(bare)).toMatchObject({ code: 3, stderr: expect.stringContaining('npm install') });
});

test.each([
  ['nothing', '', 'gave no result'],
  ['no JSON', '{', 'gave no result'],
  ['a number', '7', 'cannot be read'],
  ['a verdict of its own', JSON.stringify(result('fine')), 'cannot be read'],
  ['checks without figures', JSON.stringify({ verdict: 'holds', checks: [{}] }), 'cannot be read'],
])('a gate that gives %s has failed', async (_, given, words) => {
  const repo = await gatedRepo(given);
  const before = await pictureOf(repo);
  expect(await advance(repo)).toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
  expect(await pictureOf(repo)).toEqual(before);
  expect(existsSync(join(repo, 'docs/gates.md'))).toBe(false);
});

test('a field that the user added to the event goes on to the next stage without a conflict', async () => {
  const repo = await gatedRepo(result('holds'));
  const seam = 'services/legacy-shop/src/after-order.ts';
  const mine = read(repo, seam).replace('data: order,', 'data: { ...order, gift: true },');
  write(repo, seam, mine);
  await commit(repo);
  expect(await advance(repo)).toMatchObject({ code: 0 });
  expect(stageOf(repo)).toBe('glue');
  expect(mine).toContain('gift: true');
  expect(read(repo, seam)).toBe(mine);
});

test('an edit that the next stage replaces is a conflict, and taking all back leaves the old stage', async () => {
  const repo = await gatedRepo(result('holds'));
  const replaced = 'services/legacy-shop/src/at-this-stage.ts';
  write(repo, replaced, `${read(repo, replaced)}// mine\n`);
  await commit(repo);
  const before = await pictureOf(repo);
  const { code, stdout } = await advance(repo);
  expect(code).toBe(2);
  expect(stdout).toContain('update --continue');
  expect(read(repo, replaced)).toContain('// mine');
  expect(read(repo, 'docs/gates.md')).toContain('stage **glue**');
  expect(await runTool(['update', '--abort'], { cwd: repo })).toMatchObject({ code: 0 });
  expect(read(repo, 'docs/gates.md')).toContain('stage **observe**');
  await git(repo, 'rm', '--quiet', '--cached', '--force', 'docs/gates.md');
  expect(await pictureOf(repo)).toEqual(before);
});

test('glue to tasks: what the shop still does itself is replaced, what the user wrote elsewhere stays, and the second lane is deployed', async () => {
  const repo = await gatedRepo(result('holds'), ['--stage', 'glue']);
  write(repo, 'services/receipt/src/log-chat.ts', '// ours\n');
  await commit(repo);
  expect(await advance(repo)).toMatchObject({ code: 0 });
  expect(read(repo, 'services/legacy-shop/src/at-this-stage.ts')).toContain('searchOrders');
  expect(read(repo, 'services/receipt/src/log-chat.ts')).toBe('// ours\n');
  const deployed = read(repo, 'deploy/serverless.yml');
  for (const name of ['background-feed', 'invoice-run', 'search-index', 'stock-check', 'stock-ledger']) {
    expect(deployed, name).toContain(`file(../services/${name}/function.yml)`);
  }
  expect(read(repo, 'docs/gates.md')).toContain('stage **tasks**');
});

test('tasks to features: the router and the page come in front of the shop, what the user wrote stays, and the path goes on', async () => {
  const repo = await gatedRepo(result('holds'), ['--stage', 'tasks']);
  const mine = 'services/invoice-run/src/run-invoice.ts';
  write(repo, mine, `${read(repo, mine)}// ours\n`);
  await commit(repo);
  expect(await advance(repo)).toMatchObject({ code: 0 });
  expect(stageOf(repo)).toBe('features');
  expect(existsSync(join(repo, 'services/router/routes.json'))).toBe(true);
  expect(read(repo, mine)).toMatch(/\/\/ ours\n$/);
  expect(read(repo, 'deploy/serverless.yml')).toContain('file(../services/order-page/function.yml)');
  expect(read(repo, 'docs/gates.md')).toContain('stage **features**');
});

test('at the last stage there is nothing to force: a gate that fails is said to fail', async () => {
  const repo = await gatedRepo(result('fails'), ['--stage', 'features']);
  const { code, stdout } = await advance(repo, ['--force', '--because', 'we are late']);
  expect(code).toBe(1);
  expect(stdout).toContain('the suite: 3 of 4; needed all');
  expect(stdout).not.toContain('the path is walked');
  expect(read(repo, 'docs/gates.md')).not.toContain('Forced');
});

test('a reason is not kept where the gate holds', async () => {
  const repo = await gatedRepo(result('holds'));
  expect(await advance(repo, ['--force', '--because', 'we are late'])).toMatchObject({ code: 0 });
  expect(read(repo, 'docs/gates.md')).not.toContain('Forced');
});

test.each([[[]], [['--check']]])(
  'at the last stage %j runs the last gate and says that the path is walked',
  async (flags) => {
    const repo = await gatedRepo(result('holds'), ['--stage', 'features']);
    const before = await pictureOf(repo);
    const { code, stdout } = await advance(repo, flags);
    expect(code).toBe(0);
    expect(stdout).toContain('the path is walked');
    expect(ran(repo)).toBe(true);
    expect(await pictureOf(repo)).toEqual(before);
    expect(read(repo, 'docs/gates.md')).toContain('The gate **holds**');
  },
);

test('--json prints one object, and the gate prints beside it', async () => {
  const repo = await gatedRepo(result('holds'));
  const { code, stdout, stderr } = await advance(repo, ['--json']);
  expect(code).toBe(0);
  expect(stderr).toContain('the gate prints');
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, stage: 'observe', next: 'glue', gate: { verdict: 'holds' } });
  const closed = await gatedRepo(result('fails'));
  const answer = await advance(closed, ['--json', '--check']);
  expect(answer.code).toBe(1);
  expect(JSON.parse(answer.stdout)).toMatchObject({ ok: false, exitCode: 1, gate: { verdict: 'fails' } });
});

test('the page of the gates keeps its encoding, and one that would be lost is refused before the gate runs', async () => {
  const repo = await gatedRepo(result('fails'));
  write(repo, 'docs/gates.md', Buffer.from('\ufeff# Größen\r\n', 'utf16le'));
  await commit(repo);
  expect(await advance(repo, ['--check'])).toMatchObject({ code: 1 });
  const page = readFileSync(join(repo, 'docs/gates.md')).toString('utf16le');
  expect(page).toMatch(/^\ufeff# Größen\r\n/);
  expect(page).toContain('The gate **does not hold**');
  rmSync(join(repo, 'node_modules/ran'));
  write(repo, 'docs/gates.md', Buffer.from('# Größen\n', 'latin1'));
  expect(await advance(repo, ['--check'])).toMatchObject({ code: 3, stderr: expect.stringContaining('UTF-8') });
  expect(ran(repo)).toBe(false);
});

test('a reader that goes away stops the gate: there is no verdict, and the page stays as it was', async () => {
  const repo = await gatedRepo(result('holds'));
  // The library's own gate, which ends so.
  const runner = join(root, 'local/src/gates/run-gate.ts');
  write(
    repo,
    gate,
    `import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { runGate } from ${JSON.stringify(runner)};
const measure = async () => {
  writeFileSync('node_modules/ran', '');
  await setTimeout(50);
  return { name: 'a check', verdict: 'holds', measured: '1', needed: '1' };
};
void runGate('endless', Array.from({ length: 10_000 }, (_, n) => ({ title: \`look \${n}\`, measure })));
`,
  );
  await commit(repo);
  const before = await pictureOf(repo);
  const tool = spawn(process.execPath, [bin, 'advance', '--check'], { cwd: repo, env: cleanEnvironment() });
  let told = '';
  tool.stderr.on('data', (part: Buffer) => {
    told += part;
  });
  await once(tool.stdout, 'data');
  tool.stdout.destroy();
  const [code] = await once(tool, 'close');
  expect({ code, told }).toEqual({ code: 130, told: expect.stringContaining('There is no verdict') });
  expect(ran(repo)).toBe(true);
  expect(existsSync(join(repo, 'docs/gates.md'))).toBe(false);
  expect(await pictureOf(repo)).toEqual(before);
});

test.each([129, 130, 143])('a gate that was stopped and ends with %s gives no verdict', async (code) => {
  const repo = await gatedRepo(result('fails'));
  write(repo, gate, read(repo, gate).replace(/process\.exit\(.*\);/, `process.exit(${code});`));
  await commit(repo);
  expect(await advance(repo, ['--check'])).toMatchObject({ code: 130, stderr: expect.stringContaining('no verdict') });
  expect(existsSync(join(repo, 'docs/gates.md'))).toBe(false);
});
