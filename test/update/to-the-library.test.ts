import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layOut } from './kept-version.ts';
import { commit, git, read, update, write } from './made-repo.ts';

const room = 'packages/local/src/until.ts';
const statistic = 'packages/gates/src/compare-runs.ts';
const pump = 'packages/provider/src/local/pump/bell.ts';
const bundle = 'deploy/bundle.mjs';

test('a repo of 0.1.0 comes over: its machine room leaves, edited files of it stay and are named with what to do, own packages follow', async () => {
  const { repo } = await layOut('0.1.0', 'greenfield-dynamodb-features');
  for (const path of [room, statistic, pump, bundle]) write(repo, path, `${read(repo, path)}\n// mine\n`);
  write(
    repo,
    'services/mine/package.json',
    '{ "name": "@app/mine", "devDependencies": { "@app/gates": "*", "@app/local": "*" } }\n',
  );
  write(repo, 'services/mine/test/mine.test.ts', "import { startWorkshop } from '@app/local/testing';\n");
  const verb = 'packages/ops/src/verbs/mine.ts';
  write(repo, verb, "import { RefusedError } from '../refused.ts';\nexport const no = RefusedError;\n");
  await commit(repo);

  const { code, stdout } = await update(repo);
  expect(code).toBe(2);
  for (const path of [room, statistic, pump, bundle]) {
    const told = stdout.slice(stdout.indexOf(path));
    expect(told).toMatch(/^\S+ +you changed it, and the template has it no longer; yours stays\n +.*git rm it/);
    expect(read(repo, path)).toContain('// mine');
  }
  expect(read(repo, verb)).toContain("from 'serverless-workshop/ops'");
  for (const script of ['deploy/run.mjs', 'tools/check.mjs']) expect(existsSync(join(repo, script))).toBe(false);
  expect(existsSync(join(repo, 'packages/local/package.json'))).toBe(false);
  expect(existsSync(join(repo, 'packages/provider/src/local/pump/pump.ts'))).toBe(false);
  expect(read(repo, 'services/mine/test/mine.test.ts')).toBe(
    "import { startWorkshop } from 'serverless-workshop/testing';\n",
  );
  expect(JSON.parse(read(repo, 'services/mine/package.json'))).toEqual({ name: '@app/mine', devDependencies: {} });
  const { devDependencies } = JSON.parse(read(repo, 'package.json'));
  expect(devDependencies['serverless-workshop']).toMatch(/^file:\.workshop\/serverless-workshop-.*\.tgz$/);

  await git(repo, 'rm', '-q', '-f', room, statistic, pump, bundle);
  expect(await update(repo, ['--continue'])).toMatchObject({ code: 0 });
  for (const name of ['local', 'gates', 'observe']) expect(existsSync(join(repo, 'packages', name)), name).toBe(false);
  expect(read(repo, 'packages/ops/src/observe-gate.ts')).toContain("from 'serverless-workshop/gates'");
  await expect(
    git(
      repo,
      'grep',
      '-l',
      '-e',
      '@app/local',
      '-e',
      '@app/gates',
      '-e',
      '@app/observe',
      '--',
      '*.ts',
      '*package.json',
    ),
  ).rejects.toThrow();
  await commit(repo, 'Update');
  expect(await update(repo)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });
});
