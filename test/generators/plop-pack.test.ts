import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addGenerator, addQuestions } from '../../generators/add.ts';
import { patterns } from '../../src/layers/pattern-words.ts';
import { cleanEnvironment, root, runProgram } from '../e2e/tool.ts';
import { commit, madeRepo, read, stateOf, write } from '../update/made-repo.ts';

/** A repo with a plopfile of the team's own, which loads the tool beside a generator of its own. */
async function repoWithPlopfile(): Promise<string> {
  const repo = await madeRepo();
  mkdirSync(join(repo, 'node_modules'));
  symlinkSync(root, join(repo, 'node_modules/create-serverless-workshop'));
  write(
    repo,
    'plopfile.mjs',
    `export default async function (plop) {
  plop.setGenerator('ours', { description: 'of the team', prompts: [], actions: [() => 'ours ran'] });
  await plop.load('create-serverless-workshop');
}
`,
  );
  await commit(repo);
  return repo;
}

const plop = (cwd: string, ...words: string[]) =>
  runProgram(process.execPath, [join(root, 'node_modules/plop/bin/plop.js'), '--plopfile', 'plopfile.mjs', ...words], {
    cwd,
    env: cleanEnvironment(),
  });

test('a team’s plopfile loads the patterns; one is added as the tool adds it, beside a generator of its own', async () => {
  const repo = await repoWithPlopfile();
  const own = await plop(repo, 'ours');
  expect(own.code).toBe(0);
  expect(own.stdout + own.stderr).toContain('ours ran');
  const added = await plop(repo, 'add-map-reduce', 'daily-revenue', 'sample');
  expect(added.code).toBe(0);
  expect(added.stdout + added.stderr).toContain('daily-revenue');
  expect(existsSync(join(repo, 'services/daily-revenue/src/finish-part.ts'))).toBe(true);
  expect(read(repo, 'deploy/serverless.yml')).toContain('../services/daily-revenue/function.yml');
});

test('what the tool refuses is refused, and nothing is changed', async () => {
  const repo = await repoWithPlopfile();
  const before = await stateOf(repo);
  const { code, stdout, stderr } = await plop(repo, 'add-glue', 'receipt', 'sample');
  expect(code).not.toBe(0);
  expect(stdout + stderr).toContain('There is a services/receipt already');
  expect(await stateOf(repo)).toEqual(before);
});

test('the pack has every pattern, with the words and the questions of the tool', async () => {
  const { createRequire } = await import('node:module');
  const found: Record<string, { description: string; prompts: { name: string }[] }> = {};
  createRequire(import.meta.url)(join(root, 'plop-pack.cjs'))({
    setDefaultInclude: () => {},
    setGenerator: (name: string, generator: (typeof found)[string]) => {
      found[name] = generator;
    },
  });
  const all = Object.keys(patterns) as (keyof typeof patterns)[];
  expect(Object.keys(found)).toEqual(all.map((pattern) => `add-${pattern}`));
  for (const pattern of all) {
    expect(found[`add-${pattern}`]?.description).toBe(addGenerator(pattern).description);
    expect(found[`add-${pattern}`]?.prompts.map(({ name }) => name)).toEqual(
      addQuestions(pattern).map(({ key }) => key),
    );
  }
});
