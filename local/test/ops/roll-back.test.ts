import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RefusedError } from '../../src/ops/refused.ts';
import { prepareRollBack } from '../../src/ops/roll-back.ts';

let repo: string;
// In a hook of git these would name the repo that is being committed to.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    cwd: repo,
    env,
    encoding: 'utf8',
  });
const write = (text: string) => writeFileSync(join(repo, 'code.txt'), text);

beforeAll(() => {
  repo = realpathSync(mkdtempSync(join(tmpdir(), 'roll-back-')));
  git('init', '--quiet');
  for (const text of ['old', 'new']) {
    write(text);
    git('add', '.');
    git('commit', '--quiet', '-m', text);
  }
  write('unfinished');
});
afterAll(() => rmSync(repo, { recursive: true }));

test('the older commit lies beside the checkout, whose unfinished changes stay', async () => {
  const { folder, subject } = await prepareRollBack(repo, 'HEAD~1');
  expect(subject).toBe('old');
  expect(readFileSync(join(folder, 'code.txt'), 'utf8')).toBe('old');
  expect(readFileSync(join(repo, 'code.txt'), 'utf8')).toBe('unfinished');
  expect((await prepareRollBack(repo, 'HEAD~1')).folder).toBe(folder);
  rmSync(folder, { recursive: true });
  expect((await prepareRollBack(repo, 'HEAD~1')).folder).toBe(folder);
});

test.each(['nowhere', '--all', ''])('"%s" is refused', async (commit) => {
  await expect(prepareRollBack(repo, commit)).rejects.toThrow(RefusedError);
});
