import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanEnvironment, runTool } from '../e2e/tool.ts';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';
import { registryWith } from './registry.ts';

const base = '.workshop/base.jsonl';

test('--check --online asks the registry; without it nothing is asked', async () => {
  const repo = await madeRepo();
  const env = await registryWith({ '0.3.0': newerTool('0.3.0') });
  const { code, stdout } = await runTool(['update', '--check', '--online'], { cwd: repo, env });
  expect(code).toBe(10);
  expect(stdout).toContain('0.3.0 is published: npm run workshop -- update --to 0.3.0');
  const offline = cleanEnvironment({ npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' });
  expect((await runTool(['update', '--check'], { cwd: repo, env: offline })).code).toBe(0);
  // npm warns of a setting that it does not know before it says what failed.
  const warned = { ...offline, npm_config_nosuchsetting: 'x' };
  const failed = await runTool(['update', '--check', '--online'], { cwd: repo, env: warned });
  expect(failed).toMatchObject({ code: 1, stderr: expect.stringMatching(/The registry does not say .*ECONNREFUSED/) });
});

test('--to runs the published version, which moves the pinned tool with the repo', async () => {
  const repo = await madeRepo();
  const tool = newerTool('0.3.0', { 'base/docs/new.md': '# New\n' });
  const env = await registryWith({ '0.3.0': tool });
  const ended = await runTool(['update', '--to', '0.3.0'], { cwd: repo, env });
  expect(ended.stdout).toContain('0.2.0 → 0.3.0');
  expect(ended.code).toBe(0);
  expect(read(repo, 'docs/new.md')).toBe('# New\n');
  expect(JSON.parse(read(repo, 'package.json')).devDependencies['create-serverless-workshop']).toBe('0.3.0');
  expect(await git(repo, 'ls-files', '.workshop')).toBe(base);
  const unknown = await runTool(['update', '--to', '9.9.9'], { cwd: repo, env });
  expect(unknown.code).not.toBe(0);
  const asJson = await runTool(['update', '--to', '9.9.9', '--json'], { cwd: repo, env });
  expect(asJson.code).toBe(1);
  expect(JSON.parse(asJson.stdout)).toMatchObject({ ok: false, message: expect.stringContaining('@9.9.9') });
  const checked = await runTool(['update', '--to', '0.3.0', '--check', '--json'], { cwd: repo, env });
  expect(JSON.parse(checked.stdout)).toMatchObject({ open: '0.3.0' });
});

test('--link makes a lost base again, from the tool that the repo carries, byte for byte', async () => {
  const repo = await madeRepo();
  const before = read(repo, base);
  await git(repo, 'rm', '-q', base);
  await commit(repo, 'Lose the base');
  const tool = newerTool('0.3.0', { 'base/docs/new.md': '# New\n' });
  const { code, stdout } = await update(repo, ['--link'], tool);
  expect(code).toBe(0);
  expect(stdout).toContain('its digest is the recorded one');
  expect(read(repo, base)).toBe(before);
  await commit(repo, 'Bring back the base');
  expect((await update(repo, [], tool)).code).toBe(0);
});

test('--link with the version that made the repo needs nobody else; a base that is right stays', async () => {
  const repo = await madeRepo();
  const before = read(repo, base);
  write(repo, base, 'damaged\n');
  rmSync(join(repo, '.workshop/create-serverless-workshop-0.2.0.tgz'));
  expect((await update(repo, ['--link'])).code).toBe(0);
  expect(read(repo, base)).toBe(before);
  expect(await update(repo, ['--link'])).toMatchObject({ code: 0, stdout: expect.stringContaining('already') });
});

test('--link refuses bytes that do not have the recorded digest', async () => {
  const repo = await madeRepo();
  const manifest = JSON.parse(read(repo, 'workshop.json'));
  write(repo, 'workshop.json', JSON.stringify({ ...manifest, base: 'a'.repeat(64) }));
  await commit(repo);
  const before = await stateOf(repo);
  const { code, stderr } = await update(repo, ['--link']);
  expect(code).toBe(3);
  expect(stderr).toContain('does not make the recorded base');
  expect(await stateOf(repo)).toEqual(before);
});
