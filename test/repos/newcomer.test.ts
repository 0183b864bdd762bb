import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entriesIn } from '../entries-in.ts';
import { keepOwnTestsGreen } from '../matrix/own-tests.ts';
import { newcomers } from './chosen.ts';
import { npm as runNpm } from './npm.ts';

const run = promisify(execFile);
const checkout = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'csw-newcomer-'));
// Started by root, Postgres runs as a user of its own, who must be able to enter.
chmodSync(work, 0o755);
const repo = join(work, 'my-shop');

const npm = (args: readonly string[], cwd = repo) => runNpm(args, cwd);

function sizeOf(folder: string): number {
  return entriesIn(folder)
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

beforeAll(async () => {
  const { stdout } = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', work], checkout);
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await npm(
    [
      'exec',
      '--yes',
      `--package=./${filename}`,
      '--',
      'create-serverless-workshop',
      'my-shop',
      '--yes',
      '--no-install',
    ],
    work,
  );
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

test('the packed tool makes a repo with a first commit', async () => {
  expect(existsSync(join(repo, 'workshop.json'))).toBe(true);
  const { stdout } = await run('git', ['status', '--porcelain'], { cwd: repo });
  expect(stdout).toBe('');
});

test('the workspace installs without a warning, below 200 MB', async () => {
  const { stdout, stderr } = await npm(['install']);
  // The npm of this machine may have settings of its own that it warns about.
  const warnings = `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => /warn|error|vulnerab/i.test(line) && !/Unknown user config/.test(line));
  expect(warnings).toEqual([]);
  expect(sizeOf(join(repo, 'node_modules')) / 1e6).toBeLessThan(200);
});

test('its own tests and its check pass', async () => {
  await npm(['test']);
  if (newcomers) keepOwnTestsGreen(newcomers);
  await npm(['run', 'check']);
});

test('it packages offline', async () => {
  await npm(['run', 'package']);
  const template = join(repo, 'deploy/.serverless/cloudformation-template-update-stack.json');
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as { Resources: Record<string, { Type: string }> };
  expect(Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function').length).toBeGreaterThan(0);
});

test('the commands we print run where no registry knows the name', async () => {
  const { stdout } = await npm(['run', 'workshop', '--', '--version']);
  expect(stdout).toMatch(/\d+\.\d+\.\d+/);
  await npm(['run', 'workshop', '--', 'doctor']);
});

test('nothing the commands leave behind is committed by accident', async () => {
  const { stdout } = await run('git', ['status', '--porcelain'], { cwd: repo });
  const paths = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => line.slice(3));
  expect(paths.filter((path) => !/package-lock\.json$/.test(path))).toEqual([]);
});
