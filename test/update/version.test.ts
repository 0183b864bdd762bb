import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const order = 'base/packages/core/src/order.ts';
const path = 'packages/core/src/order.ts';

test('a newer version brings its changes; every edit stays, and the pinned tool moves along', async () => {
  const repo = await madeRepo();
  const before = read(repo, path);
  write(repo, path, `${before}\nexport const mine = 1;\n`);
  write(repo, 'services/mine/index.ts', 'export {};\n');
  await commit(repo);
  const tool = newerTool('0.3.0', {
    [order]: `// From the new template.\n${before}`,
    'base/docs/new.md': '# New\n',
    'base/docs/your-app.md': undefined,
  });
  const { code, stdout } = await update(repo, [], tool);
  expect(code).toBe(0);
  expect(stdout).toContain('0.2.0 → 0.3.0');
  expect(stdout).toContain('npm install');
  expect(read(repo, path)).toBe(`// From the new template.\n${before}\nexport const mine = 1;\n`);
  expect(read(repo, 'docs/new.md')).toBe('# New\n');
  expect(existsSync(join(repo, 'docs/your-app.md'))).toBe(false);
  expect(read(repo, 'services/mine/index.ts')).toBe('export {};\n');
  expect(JSON.parse(read(repo, 'workshop.json')).generator.version).toBe('0.3.0');
  expect(readdirSync(join(repo, '.workshop')).sort()).toEqual([
    'base.jsonl',
    'create-serverless-workshop-0.3.0.tgz',
    'serverless-workshop-0.3.0.tgz',
  ]);
  expect(JSON.parse(read(repo, 'package.json')).devDependencies['create-serverless-workshop']).toBe(
    'file:.workshop/create-serverless-workshop-0.3.0.tgz',
  );
  expect(await git(repo, 'diff', '--name-only')).toBe('');
});

test('what the dry run lists is what happens', async () => {
  const repo = await madeRepo();
  write(repo, path, `${read(repo, path)}\nexport const mine = 1;\n`);
  await commit(repo);
  const tool = newerTool('0.3.0', { [order]: `// new\n${read(repo, path)}`, 'base/docs/new.md': '# New\n' });
  const before = await stateOf(repo);
  const planned = JSON.parse((await update(repo, ['--dry-run', '--json'], tool)).stdout);
  const patch = (await update(repo, ['--diff', '--json'], tool)).stdout;
  const shown = (await update(repo, ['--diff'], tool)).stdout;
  expect(await stateOf(repo)).toEqual(before);
  const done = JSON.parse((await update(repo, ['--json'], tool)).stdout);
  expect(planned.steps.length).toBeGreaterThan(0);
  expect(done.steps).toEqual(planned.steps);
  expect(JSON.parse(patch).patch).toBe(shown);
  expect(shown.trim()).toBe(await git(repo, 'diff', '--cached', '--no-renames', '--binary'));
  const listed = [...planned.steps, ...planned.records].map((step: { path: string }) => step.path).sort();
  expect(listed).toEqual((await git(repo, 'diff', '--cached', '--no-renames', '--name-only')).split('\n'));
});

test('the patch brings another repo where the update brings this one, whatever the encoding of its text is', async () => {
  const repo = await madeRepo();
  const latin1 = Buffer.from('# gr\xfcn\n', 'latin1');
  write(repo, 'docs/your-app.md', Buffer.concat([Buffer.from(read(repo, 'docs/your-app.md')), latin1]));
  await commit(repo);
  const next = `# New\n${read(repo, 'docs/your-app.md').replace(/.*\n$/, '')}`;
  const tool = newerTool('0.3.0', { 'base/docs/your-app.md': next });
  const patched = join(repo, '..', 'patched');
  await git(repo, 'clone', '-q', '.', patched);
  const { patch } = JSON.parse((await update(repo, ['--diff', '--json'], tool)).stdout);
  write(repo, '../the.patch', patch);
  await git(patched, 'apply', '--index', '../the.patch');
  await update(repo, [], tool);
  expect(await git(patched, 'write-tree')).toBe(await git(repo, 'write-tree'));
  expect(readFileSync(join(patched, 'docs/your-app.md')).includes(latin1)).toBe(true);
});

test('what a team keeps beside the tool’s records stays', async () => {
  const repo = await madeRepo();
  write(repo, '.workshop/mine-1.0.0.tgz', 'mine');
  write(repo, 'workshop.json', JSON.stringify({ ...JSON.parse(read(repo, 'workshop.json')), team: { mine: true } }));
  await commit(repo);
  expect((await update(repo, [], newerTool('0.3.0', {}))).code).toBe(0);
  expect(read(repo, '.workshop/mine-1.0.0.tgz')).toBe('mine');
  expect(JSON.parse(read(repo, 'workshop.json'))).toMatchObject({
    generator: { version: '0.3.0' },
    team: { mine: true },
  });
  expect(readdirSync(join(repo, '.workshop'))).not.toContain('create-serverless-workshop-0.2.0.tgz');
});

test('a look says in numbers what an update would do', async () => {
  const repo = await madeRepo();
  const { stdout } = await update(repo, ['--check', '--json'], newerTool('0.3.0', { 'base/docs/new.md': '# New\n' }));
  expect(JSON.parse(stdout)).toMatchObject({
    available: true,
    fates: { added: 1, updated: 1 },
    records: expect.arrayContaining(['workshop.json', '.workshop/base.jsonl']),
  });
});

test('a second update has nothing to do, committed or not', async () => {
  const repo = await madeRepo();
  const tool = newerTool('0.3.0', { 'base/docs/new.md': '# New\n' });
  expect((await update(repo, [], tool)).code).toBe(0);
  const standing = await stateOf(repo);
  expect((await update(repo, [], tool)).code).toBe(0);
  expect(await stateOf(repo)).toEqual(standing);
  await commit(repo, 'Update');
  const committed = await stateOf(repo);
  expect(await update(repo, [], tool)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
  expect(await stateOf(repo)).toEqual(committed);
});

test('the same version changes nothing, whatever the edits', async () => {
  const repo = await madeRepo();
  write(repo, path, 'all mine\n');
  await git(repo, 'rm', '-q', '-r', 'docs');
  await git(repo, 'mv', 'README.md', 'LIES-MICH.md');
  await commit(repo);
  const before = await stateOf(repo);
  expect(await update(repo)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
  expect(await stateOf(repo)).toEqual(before);
});

test('--check says by its exit code whether there is anything to do, and writes nothing', async () => {
  const repo = await madeRepo();
  expect(await update(repo, ['--check'])).toMatchObject({ code: 0, stdout: 'Up to date with 0.2.0.\n' });
  const tool = newerTool('0.3.0', { 'base/docs/new.md': '# New\n' });
  write(repo, 'README.md', 'in no commit yet\n');
  const before = await stateOf(repo);
  const { code, stdout } = await update(repo, ['--check', '--json'], tool);
  expect(code).toBe(10);
  expect(JSON.parse(stdout)).toMatchObject({ available: true, from: '0.2.0', to: '0.3.0', code: 'updateAvailable' });
  expect(await stateOf(repo)).toEqual(before);
});

test('an older version is refused, unless it is asked for by number', async () => {
  const repo = await madeRepo();
  const newer = newerTool('0.3.0', { 'base/docs/new.md': '# New\n' });
  expect((await update(repo, [], newer)).code).toBe(0);
  await commit(repo, 'Update');
  const before = await stateOf(repo);
  expect(await update(repo)).toMatchObject({ code: 3, stderr: expect.stringContaining('step back') });
  expect(await stateOf(repo)).toEqual(before);
  expect((await update(repo, ['--to', '0.2.0'])).code).toBe(0);
  expect(existsSync(join(repo, 'docs/new.md'))).toBe(false);
});

test('sample code that was deleted is told in one line', async () => {
  const repo = await madeRepo();
  const samples = ['services/legacy-shop'];
  for (const folder of samples) await git(repo, 'rm', '-r', '-q', folder);
  await commit(repo, 'Remove the sample');
  const { stdout } = await update(repo, ['--set', 'start=greenfield', '--dry-run']);
  expect(stdout).not.toMatch(/^kept deleted +services\/legacy-shop/m);
  const tool = newerTool('0.3.0', { 'start/legacy/services/legacy-shop/src/app.ts': '// new\n' });
  const answer = await update(repo, [], tool);
  expect(answer.stdout).toContain('kept deleted  1 sample file that you deleted');
  expect(existsSync(join(repo, 'services/legacy-shop'))).toBe(false);
});
