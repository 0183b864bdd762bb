import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git, madeRepo, read, stateOf, update, write } from './made-repo.ts';

test('a slot that another answer fills: untouched files are replaced, an edited one keeps both sides', async () => {
  const repo = await madeRepo();
  const base = read(repo, '.workshop/base.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const slot = base.filter(({ path }) => path.startsWith('packages/database/src/'));
  // The first file that both answers have under one name, with other content.
  const fresh = await madeRepo(['--database', 'dynamodb']);
  const edited = slot.find(({ path, text }) => existsSync(join(fresh, path)) && read(fresh, path) !== text);
  write(repo, edited.path, `${edited.text}// my line\n`);
  await commit(repo);
  const { code, stdout } = await update(repo, ['--set', 'database=dynamodb']);
  expect(code).toBe(2);
  expect(stdout).toMatch(new RegExp(`conflict +${edited.path}`));
  const text = read(repo, edited.path);
  expect(text).toBe(
    `<<<<<<< yours\n${edited.text}// my line\n=======\n${read(fresh, edited.path)}>>>>>>> template 0.2.0 dynamodb\n`,
  );
  expect((await git(repo, 'ls-files', '--unmerged', '-z', '--', edited.path)).split('\0').filter(Boolean)).toHaveLength(
    3,
  );
  for (const { path } of slot) {
    if (path === edited.path) continue;
    expect(existsSync(join(repo, path)), path).toBe(existsSync(join(fresh, path)));
    if (existsSync(join(fresh, path))) expect(read(repo, path), path).toBe(read(fresh, path));
  }
  expect(read(repo, 'docs/moving/database-postgres-to-dynamodb.md')).toContain('The data is still in postgres');
});

test('without edits, the other answer gives the repo that it would have given', async () => {
  for (const flags of [
    ['database', 'dynamodb'],
    ['start', 'greenfield'],
    ['telemetry', 'cloudwatch'],
  ] as const) {
    const [axis, id] = flags;
    const repo = await madeRepo();
    expect(await update(repo, ['--set', `${axis}=${id}`])).toMatchObject({ code: 0 });
    const fresh = await madeRepo([`--${axis}`, id]);
    const [{ files: got }, { files: wanted }] = (await Promise.all([stateOf(repo), stateOf(fresh)])) as [
      { files: Record<string, string> },
      { files: Record<string, string> },
    ];
    const advice = Object.keys(got).filter((path) => path.startsWith('docs/moving'));
    expect(advice, axis).toHaveLength(2);
    for (const path of advice) delete got[path];
    expect(got, axis).toEqual(wanted);
  }
});

test.each([
  [['--set', 'stage=observe'], 'An update cannot set the stage', 'advance'],
  [['--set', 'databse=dynamodb'], 'no answer "databse"', 'database=dynamodb'],
  [['--set', 'database'], 'is no answer', '<axis>=<id>'],
  [['--set', 'database=dynamodb', '--set', 'database=postgres'], 'given twice', ''],
  [['--set', 'database=fauna'], 'switched off', 'successor'],
  [['--set', 'database=oracle'], 'There is no database "oracle"', 'It has'],
  [['--set', 'name=x'], 'no answer "name"', ''],
  [['--set', 'telemetry=cloudwatch', '--abort'], '--set means nothing to --abort', ''],
  [['--abort', '--continue'], 'do not go together', ''],
  [['--online'], '--online belongs to --check', '--check --online'],
  [['--to', 'latest'], 'is no version', '--to 1.2.0'],
  [['--start', 'greenfield'], '--start means nothing to update', ''],
  [['my-shop'], 'update takes no target', ''],
  [['--restore', '../x'], 'no path inside', ''],
  [['--abort'], 'No update is open', 'git revert'],
  [['--continue'], 'No update is open', 'update'],
])('update %s is refused in one sentence', async (args, says, hint) => {
  const repo = await madeRepo();
  const before = await stateOf(repo);
  const { code, stderr } = await update(repo, args);
  expect(code).toBe(3);
  expect(stderr).toContain(says);
  expect(stderr).toContain(hint);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(await stateOf(repo)).toEqual(before);
});
