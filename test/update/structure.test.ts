import { expect, test } from 'vitest';
import { commit, git, madeRepo, read, update, write } from './made-repo.ts';
import { newerTool } from './newer-tool.ts';

const engine = 'packages/postgres/package.json';

/** The text with one version changed. */
function bumped(text: string, name: string, version: string): string {
  const next = text.replace(new RegExp(`("${name}": )"[^"]+"`), `$1"${version}"`);
  expect(next).not.toBe(text);
  return next;
}

test('package.json: what the user bumped and what the template bumped both land, line beside line', async () => {
  const repo = await madeRepo();
  const base = read(repo, engine);
  write(repo, engine, bumped(base, '@types/pg', '8.24.0').replace('"vitest"', '"mine": "1.0.0",\n    "vitest"'));
  await commit(repo);
  const tool = newerTool('0.3.0', { [`host/postgres/${engine}`]: bumped(base, 'vitest', '4.2.0') });
  expect(await update(repo, [], tool)).toMatchObject({ code: 0 });
  expect(JSON.parse(read(repo, engine)).devDependencies).toMatchObject({
    '@types/pg': '8.24.0',
    mine: '1.0.0',
    vitest: '4.2.0',
  });
});

test('package.json: both bumped the same, so the higher one wins, and that is said', async () => {
  const repo = await madeRepo();
  const base = read(repo, engine);
  write(repo, engine, bumped(base, 'pg', '8.25.0'));
  await commit(repo);
  const tool = newerTool('0.3.0', { [`host/postgres/${engine}`]: bumped(base, 'pg', '8.24.0') });
  const { code, stdout } = await update(repo, [], tool);
  expect(code).toBe(0);
  expect(stdout).toContain('8.25.0');
  expect(JSON.parse(read(repo, engine)).dependencies.pg).toBe('8.25.0');
});

test('package.json at the root: the user’s scripts and packages stay when the pinned tool moves', async () => {
  const repo = await madeRepo();
  const manifest = JSON.parse(read(repo, 'package.json'));
  manifest.scripts.mine = 'node mine.js';
  manifest.devDependencies['create-something'] = '1.0.0';
  write(repo, 'package.json', `${JSON.stringify(manifest, null, 4)}\n`);
  await commit(repo);
  expect(await update(repo, [], newerTool('0.3.0'))).toMatchObject({ code: 0 });
  const pinned = 'file:.workshop/create-serverless-workshop-0.3.0.tgz';
  manifest.devDependencies['create-serverless-workshop'] = pinned;
  manifest.devDependencies['serverless-workshop'] = pinned.replace('create-', '');
  expect(read(repo, 'package.json')).toBe(`${JSON.stringify(manifest, null, 4)}\n`);
});

test('serverless.yml: the user’s comments, order and lines stay when another answer changes the include lists', async () => {
  const repo = await madeRepo();
  const path = 'deploy/serverless.yml';
  const mine = read(repo, path)
    .replace(/^functions:\n/m, 'functions:\n  # my own function first\n  - ${file(../services/mine/function.yml)}\n')
    .concat('\ncustom:\n  mine: true # keep me\n');
  write(repo, path, mine);
  await commit(repo);
  expect(await update(repo, ['--set', 'start=greenfield'])).toMatchObject({ code: 0 });
  const text = read(repo, path);
  for (const line of ['# my own function first', '${file(../services/mine/function.yml)}', 'mine: true # keep me']) {
    expect(text).toContain(line);
  }
  expect(text).toContain('${file(../services/shop/function.yml)}');
});

test('.env.example: a setting of the user and one of the template', async () => {
  const repo = await madeRepo();
  write(repo, '.env.example', read(repo, '.env.example').replace(/$/, '\n# My setting.\n# ZZ_MINE=1\n'));
  await commit(repo);
  const tool = newerTool('0.3.0', {
    'stage/glue/.env.example':
      '# How long a relay may be silent, in ms.\n# RELAY_LEASE_MS=9000\n\n# New.\n# RELAY_NEW=1\n',
  });
  expect(await update(repo, [], tool)).toMatchObject({ code: 0 });
  const text = read(repo, '.env.example');
  for (const line of ['# ZZ_MINE=1', '# RELAY_NEW=1', '# RELAY_LEASE_MS=9000']) expect(text).toContain(line);
});

test('one key that both sides changed is the only thing that is marked', async () => {
  const repo = await madeRepo();
  const path = 'tsconfig.json';
  const base = read(repo, path);
  const key = /"target": "[^"]+"/;
  expect(base).toMatch(key);
  write(repo, path, base.replace(key, '"target": "es2020"'));
  await commit(repo);
  const tool = newerTool('0.3.0', { [`base/${path}`]: base.replace(key, '"target": "es2025"') });
  expect(await update(repo, [], tool)).toMatchObject({ code: 2 });
  const text = read(repo, path);
  expect(text.match(/^<{7} /gm)).toHaveLength(1);
  expect(text).toContain('"target": "es2020"');
  expect(text).toContain('"target": "es2025"');
  expect(await git(repo, 'status', '--porcelain', path)).toBe(`UU ${path}`);
});
