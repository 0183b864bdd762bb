import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectTarget } from '../../src/repo/target.ts';
import { renamePatiently, writeRepo } from '../../src/repo/write.ts';
import { scratchFolder } from '../e2e/tool.ts';

const file = (path: string, content = path, executable = false) => ({ path, content, executable });

test('files of any depth, their rights, and those that come late', async () => {
  const cwd = scratchFolder();
  const files = [file('a.txt'), file('deep/er/b.txt'), file('deep/c.sh', '#!/bin/sh\n', true), file('deep/er/d.txt')];
  const late = Promise.resolve([file('.late/e.tgz', 'late')]);
  expect(await writeRepo(inspectTarget('repo', cwd), files, late)).toEqual({ files: 5, bytes: 5 + 13 + 10 + 13 + 4 });
  expect(readdirSync(cwd)).toEqual(['repo']);
  for (const { path, content } of files) expect(readFileSync(join(cwd, 'repo', path), 'utf8')).toBe(content);
  expect(readFileSync(join(cwd, 'repo/.late/e.tgz'), 'utf8')).toBe('late');
  expect(statSync(join(cwd, 'repo/deep/c.sh')).mode & 0o100).toBe(0o100);
  expect(statSync(join(cwd, 'repo/a.txt')).mode & 0o111).toBe(0);
});

test.each(['../out.txt', '/etc/out.txt', 'a/../../out.txt', 'a\\..\\out.txt', ''])(
  'a file that would leave the repo (%j) fails all',
  async (path) => {
    const cwd = scratchFolder();
    await expect(writeRepo(inspectTarget('repo', cwd), [file('a.txt'), file(path)])).rejects.toMatchObject({
      code: 'failed',
    });
    expect(readdirSync(cwd)).toEqual([]);
  },
);

test('when what comes late fails, nothing is left', async () => {
  const cwd = scratchFolder();
  await expect(
    writeRepo(inspectTarget('repo', cwd), [file('a.txt')], Promise.reject(new Error('no tool'))),
  ).rejects.toThrow('no tool');
  expect(readdirSync(cwd)).toEqual([]);
});

test('a signal while writing cancels, and nothing is left', async () => {
  const cwd = scratchFolder();
  const late = new Promise<[]>((resolve) => {
    process.once('SIGINT', () => resolve([]));
  });
  const written = writeRepo(inspectTarget('repo', cwd), [file('a.txt')], late);
  process.kill(process.pid, 'SIGINT');
  await expect(written).rejects.toMatchObject({ code: 'cancelled', message: 'Cancelled. Nothing was written.' });
  expect(readdirSync(cwd)).toEqual([]);
});

test('somebody was quicker: what they made stays, ours is gone', async () => {
  const cwd = scratchFolder();
  const target = inspectTarget('repo', cwd);
  mkdirSync(join(cwd, 'repo'));
  writeFileSync(join(cwd, 'repo/theirs.txt'), 'theirs');
  await expect(writeRepo(target, [file('a.txt')])).rejects.toMatchObject({ code: 'failed' });
  expect(readdirSync(cwd)).toEqual(['repo']);
  expect(readdirSync(join(cwd, 'repo'))).toEqual(['theirs.txt']);
});

test('a rename is tried again while it is held, and not when it cannot succeed', async () => {
  const failing = (code: string, times: number) => {
    let calls = 0;
    const rename = () => {
      calls += 1;
      if (calls <= times) throw Object.assign(new Error(code), { code });
    };
    return { rename, calls: () => calls };
  };
  const held = failing('EBUSY', 3);
  await renamePatiently('a', 'b', held.rename);
  expect(held.calls()).toBe(4);
  const gone = failing('ENOENT', 9);
  await expect(renamePatiently('a', 'b', gone.rename)).rejects.toThrow('ENOENT');
  expect(gone.calls()).toBe(1);
});
