import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WorkshopError } from '../../src/errors.ts';
import { replaceFile } from '../../src/repo/replace-file.ts';
import { inspectTarget } from '../../src/repo/target.ts';
import { renamePatiently, writeRepo } from '../../src/repo/write.ts';
import { scratchFolder } from '../e2e/tool.ts';
import { onFailingDisk } from '../update/failing-disk.ts';

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

const codes = ['ENOSPC', 'EDQUOT', 'EIO'] as const;

test.each(codes)('%s at any call: it is said, and nothing or the whole repo is there', async (code) => {
  const files = [file('a.txt'), file('deep/er/b.txt'), file('deep/c.txt')];
  const write = (cwd: string) => writeRepo(inspectTarget('repo', cwd), files);
  const { calls } = await onFailingDisk({ at: 0, code, how: 'once' }, () => write(scratchFolder()));
  for (const how of ['once', 'always'] as const) {
    for (let at = 1; at <= calls; at += 1) {
      const cwd = scratchFolder();
      mkdirSync(join(cwd, 'repo'));
      const { error } = await onFailingDisk({ at, code, how }, () => write(cwd));
      const point = `${how}, call ${at}: ${(error as Error)?.message}`;
      expect(error, point).toBeInstanceOf(WorkshopError);
      // What the disk does not let anybody remove is named.
      const left = readdirSync(cwd).filter((name) => name.startsWith('.'));
      for (const name of left) expect((error as Error).message, point).toContain(`${name} could not be removed`);
      if (code !== 'EIO') expect(left, point).toEqual([]);
      expect(readdirSync(join(cwd, 'repo')), point).toEqual([]);
    }
  }
});

test.each(codes)('%s at any call: a file that is replaced is the old one, and nothing lies beside it', async (code) => {
  for (const how of ['once', 'always'] as const) {
    for (const at of [1, 2, 3]) {
      const cwd = scratchFolder();
      const page = join(cwd, 'page.md');
      writeFileSync(page, 'old');
      const { error } = await onFailingDisk({ at, code, how }, async () =>
        replaceFile(page, 'new', { path: 'page.md', state: 'The rest stands.' }),
      );
      expect(error).toMatchObject({
        code: 'failed',
        message: expect.stringMatching(/page\.md: .+ The rest stands\.$/),
      });
      expect(readFileSync(page, 'utf8')).toBe('old');
      if (code !== 'EIO' || how === 'once') expect(readdirSync(cwd)).toEqual(['page.md']);
    }
  }
});
