import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answersOf, validCombinations } from '../matrix/combinations.ts';
import { pairs } from '../matrix/cover.ts';
import { runWhole } from '../matrix/own-tests.ts';
import { pass } from '../matrix/pass.ts';
import type { Repo } from '../matrix/repos.ts';
import { newcomers, pairwise } from './chosen.ts';
import { whileDevRuns } from './dev.ts';
import { npm, plainEnvironment } from './npm.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const tool = join(checkout, 'dist/bin.cjs');
const chosen = pairwise();

test(`SEED=${process.env.SEED}: every two answers that go together are in one of ${chosen.length} repos or the newcomer's`, () => {
  console.log(`SEED=${process.env.SEED} tries ${chosen.map(({ name }) => name).join(', ')}`);
  const tried = [...chosen, ...(newcomers ? [newcomers] : [])].flatMap((repo) => pairs(answersOf(repo.combination)));
  const wanted = validCombinations.flatMap((combination) => pairs(answersOf(combination)));
  expect(new Set(tried)).toEqual(new Set(wanted));
});

test('whatever the seed, so it is; and another seed takes other repos', () => {
  const wanted = new Set(validCombinations.flatMap((combination) => pairs(answersOf(combination))));
  const sets = [1, 2, 3, 4].map((seed) => pairwise(seed));
  for (const set of sets) {
    const tried = [...set, ...(newcomers ? [newcomers] : [])].flatMap((repo) => pairs(answersOf(repo.combination)));
    expect(new Set(tried)).toEqual(wanted);
  }
  expect(new Set(sets.map((set) => set.map(({ name }) => name).join())).size).toBeGreaterThan(1);
});

/** The stages that have most first: what is green there need not run again in a smaller repo. */
const order = [...chosen].sort((one, other) => other.units.size - one.units.size);

describe.each(order.map((repo) => ({ name: repo.name, repo })))('$name', ({ repo }) => {
  test('is made, installed, tested, packaged, and takes an order where it runs', async () => {
    const folder = await made(repo);
    await npm(['install', '--no-audit', '--no-fund', '--prefer-offline'], folder);
    await runWhole(repo, folder);
    // The engine is the same in all of them; the newcomer fetches it.
    symlinkSync(join(checkout, '.scratch/engine/node_modules'), join(folder, 'deploy/node_modules'), 'dir');
    await npm(['run', 'package'], folder);
    await whileDevRuns(folder, async (sees) => {
      expect((await npm(['run', 'order'], folder)).stdout).toMatch(/^201 /m);
      expect((await npm(['run', 'smoke'], folder)).stdout).toMatch(
        /GET \/products {2}200[\s\S]*POST \/orders {2}201[\s\S]*\/receipt {2}200[\s\S]*The whole way works/,
      );
      if (repo.combination.stage === 'observe') return;
      const emitted = await npm(['run', 'emit', '--', 'shop.order.placed.v1'], folder);
      expect(emitted.stdout).toMatch(/receipt.* handles? it/);
      await sees(/emit shop\.order\.placed\.v1 [\s\S]*receive shop\.order\.placed\.v1/);
    });
  });
});

async function made({ combination }: Repo): Promise<string> {
  // Outside of the checkout: a package that a repo does not name must not be found in a folder above.
  const work = mkdtempSync(join(tmpdir(), 'csw-whole-'));
  onTestFinished(() => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));
  // Started by root, Postgres runs as a user of its own, who must be able to enter.
  chmodSync(work, 0o755);
  const flags = answersOf(combination).flatMap((answer) => {
    const [axis = '', id = ''] = answer.split('=');
    return [`--${axis}`, id];
  });
  await pass(process.execPath, [tool, 'my-shop', '--yes', ...flags, '--no-install'], work, plainEnvironment);
  return join(work, 'my-shop');
}
