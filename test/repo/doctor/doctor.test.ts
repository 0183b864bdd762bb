import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnose, repoOf } from '../../../src/repo/doctor/doctor.ts';
import { pictureOf, scratchFolder } from '../../e2e/tool.ts';
import { madeRepo } from './made.ts';

const own = { root: '/', name: 'create-serverless-workshop', version: '1.2.3' };

test('outside a repo it looks at the machine alone', async () => {
  const { done, findings } = await diagnose(scratchFolder(), own, {});
  expect(done).toBe(true);
  expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining(['Node', 'npm', 'git', 'repo']));
  expect(findings.at(-1)).toMatchObject({ what: 'repo', status: 'note' });
});

test('inside a repo, from any folder of it, it looks at the repo and changes nothing', async () => {
  const root = madeRepo({ 'package.json': { devDependencies: { 'some-package': '1.0.0' } } });
  mkdirSync(join(root, 'packages/core/src'), { recursive: true });
  const before = pictureOf(root);
  const { done, findings, lines } = await diagnose(join(root, 'packages/core/src'), own, {});
  expect(pictureOf(root)).toEqual(before);
  expect(findings.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['workshop.json', '.workshop/base.jsonl', 'packages']),
  );
  // Nothing is installed in it: that stops the work.
  expect(done).toBe(false);
  expect(lines.join('\n')).toMatch(/BROKEN {2}packages +nothing is installed\n +npm install/);
});

test('the repo is the nearest folder with a manifest', () => {
  const root = madeRepo();
  expect(repoOf(join(root, 'deep/er'))).toBe(root);
  expect(repoOf(scratchFolder())).toBeUndefined();
});
