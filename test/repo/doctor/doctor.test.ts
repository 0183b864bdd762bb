import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnose, repoOf } from '../../../src/repo/doctor/doctor.ts';
import { cleanEnvironment, pictureOf, scratchFolder } from '../../e2e/tool.ts';
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

test('a repo in no git repository works, and is told what update, advance and add need', async () => {
  const root = madeRepo({ 'package.json': {} });
  const told = async () => {
    const { done, findings } = await diagnose(root, own, {});
    return { done, git: findings.filter(({ what }) => what === 'git repository') };
  };
  const note = { what: 'git repository', status: 'note' };
  expect(await told()).toEqual({
    done: true,
    git: [
      {
        ...note,
        detail: expect.stringMatching(/^update, advance and add will refuse: .*in no git repository/),
        mend: expect.stringMatching(/^git init && git add --all && git commit -m ".+"$/),
      },
    ],
  });
  git(root, 'init', '--quiet');
  expect(await told()).toEqual({
    done: true,
    git: [{ ...note, detail: expect.stringContaining('Nothing is committed'), mend: expect.any(String) }],
  });
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '-m', 'All');
  expect(await told()).toEqual({ done: true, git: [] });
});

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', args, { cwd, env: cleanEnvironment() });
}
