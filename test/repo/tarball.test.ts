import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packTarball } from '../../src/repo/tarball.ts';
import { digest, pictureOf, runProgram, scratchFolder } from '../e2e/tool.ts';

const file = (path: string, bytes: Uint8Array, executable = false) => ({ path, bytes, executable });
const files = [
  file('package.json', Buffer.from('{}')),
  file('dist/bin.cjs', Buffer.alloc(512, 'x'), true),
  file('dist/empty', Buffer.alloc(0)),
  file('README.md', Buffer.from('ü'.repeat(700))),
];

test('tar unpacks it: names, bytes and rights', async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, 'a.tgz'), await packTarball(files));
  mkdirSync(join(folder, 'out'));
  const tar = await runProgram('tar', ['-xzvf', '../a.tgz'], { cwd: join(folder, 'out') });
  expect(tar).toMatchObject({ code: 0, stderr: '' });
  const picture = pictureOf(join(folder, 'out/package'));
  for (const { path, bytes } of files) expect(picture[path]).toBe(digest(bytes));
  const listed = await runProgram('tar', ['-tvzf', 'a.tgz'], { cwd: folder });
  expect(listed.stdout).toMatch(/^-rwxr-xr-x.*dist\/bin\.cjs$/m);
  expect(listed.stdout).toMatch(/^-rw-r--r--.*1985.*package\.json$/m);
});

test('the same files give the same bytes, in any order', async () => {
  expect(await packTarball([...files].reverse())).toEqual(await packTarball(files));
});

test('it ends as tar ends, with two empty blocks', async () => {
  const archive = gunzipSync(await packTarball(files));
  expect(archive.length % 512).toBe(0);
  expect(archive.subarray(-1024)).toEqual(Buffer.alloc(1024));
});

test('a path that the format cannot hold is refused, not cut', () => {
  expect(() => packTarball([file('x'.repeat(93), Buffer.alloc(1))])).toThrow(RangeError);
});
