import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  cleanEnvironment,
  copyOfTheCheckout,
  pictureOf,
  root,
  runProgram,
  runTool,
  scratchFolder,
  withNpm,
} from '../e2e/tool.ts';

const plop = (cwd: string, words: readonly string[] = [], env: NodeJS.ProcessEnv = cleanEnvironment()) =>
  runProgram(
    process.execPath,
    ['--import', 'tsx', 'node_modules/plop/bin/plop.js', '--plopfile', 'plopfile.ts', ...words],
    { cwd, env },
  );

test('without a word and without a terminal it lists the generators, and waits for nobody', async () => {
  const { code, stdout } = await plop(root);
  expect(code).toBe(0);
  const patterns = readdirSync(join(root, 'templates/add')).filter((name) => name !== 'function' && name !== 'route');
  const verbs = [
    'layer',
    'project',
    'doctor',
    'update',
    'advance',
    'redrive',
    ...patterns.map((name) => `add-${name}`),
  ];
  expect(stdout.match(/^[a-z-]+(?= {2}.*\w)/gm)?.sort()).toEqual(verbs.sort());
});

test.each([
  { words: ['nosuch'], says: 'There is no generator "nosuch"' },
  { words: ['layer', 'database'], says: 'Missing: id, title, why' },
  { words: ['layer', '_', 'mysql', 'MySQL', 'It is there.'], says: 'Missing: axis,' },
])('without a terminal $words is refused, and nobody is waited for', async ({ words, says }) => {
  const { code, stdout, stderr } = await plop(root, words);
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain(says);
});

test('npm run plop is that command', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(scripts.plop).toBe('node --import tsx node_modules/plop/bin/plop.js --plopfile plopfile.ts');
});

test('a layer is made through it, and a second one of that id is refused', async () => {
  const copy = copyOfTheCheckout();
  const words = ['layer', 'telemetry', 'honeycomb', 'Honeycomb', 'Questions nobody thought of before.'];
  const made = await plop(copy, words);
  expect(made).toMatchObject({ code: 0 });
  expect(readdirSync(join(copy, 'templates/telemetry/honeycomb')).sort()).toEqual(['README.md', 'files', 'layer.ts']);
  const again = await plop(copy, words);
  expect(again.code).toBe(1);
  expect(again.stdout + again.stderr).toContain('templates/telemetry/honeycomb exists');
});

test('a bad answer on the way is refused, and nothing is written', async () => {
  const copy = copyOfTheCheckout();
  const before = readdirSync(join(copy, 'templates/telemetry'));
  const { code } = await plop(copy, ['layer', 'telemetry', 'No Id', 'x', 'y']);
  expect(code).not.toBe(0);
  expect(readdirSync(join(copy, 'templates/telemetry'))).toEqual(before);
});

const answers = ['legacy', 'glue', 'postgres', 'none', 'aws', 'otlp', 'zip', 'project'];

test('a repo is made through it, the same as by the binary', async () => {
  const cwd = scratchFolder();
  const env = { ...withNpm(cwd, 'true'), INIT_CWD: cwd };
  expect(await plop(root, ['project', 'my-shop', ...answers], env)).toMatchObject({ code: 0 });
  mkdirSync(join(cwd, 'binary'));
  expect((await runTool(['my-shop', '--yes', '--no-install', '--no-git'], { cwd: join(cwd, 'binary') })).code).toBe(0);
  rmSync(join(cwd, 'my-shop/.git'), { recursive: true });
  expect(pictureOf(join(cwd, 'my-shop'))).toEqual(pictureOf(join(cwd, 'binary/my-shop')));
});

test('what is added through it to a made repo is what the binary adds', async () => {
  const cwd = scratchFolder();
  for (const name of ['plop', 'binary'])
    expect((await runTool([`${name}/my-shop`, '--yes', '--no-install'], { cwd })).code).toBe(0);
  const env = cleanEnvironment({ INIT_CWD: join(cwd, 'plop/my-shop') });
  expect(await plop(root, ['add-glue', 'stock-warning', 'empty'], env)).toMatchObject({ code: 0 });
  const args = ['add', 'glue', 'stock-warning', '--body', 'empty'];
  expect((await runTool(args, { cwd: join(cwd, 'binary/my-shop') })).code).toBe(0);
  const picture = (name: string) => {
    rmSync(join(cwd, name, 'my-shop/.git'), { recursive: true });
    return pictureOf(join(cwd, name));
  };
  expect(picture('plop')).toEqual(picture('binary'));
});

test('a repo that cannot be is refused', async () => {
  const cwd = scratchFolder();
  const { code, stdout, stderr } = await plop(root, ['project', 'My Shop', ...answers], {
    ...cleanEnvironment(),
    INIT_CWD: cwd,
  });
  expect(code).not.toBe(0);
  expect(stdout + stderr).toContain('contains a blank');
  expect(readdirSync(cwd)).toEqual([]);
});
