import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimDevFile, readDevFile, removeDevFile, writeDevFile } from '../src/dev/dev-file.ts';

let folder: string;
const file = () => join(folder, 'dev.json');
const env = { DATABASE_URL: 'sql://here' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dev-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('says nothing while the parts start, and what runs when all are up', () => {
  expect(claimDevFile(folder)).toBeUndefined();
  expect(readDevFile(folder)).toBeUndefined();
  writeDevFile({ env }, folder);
  expect(readDevFile(folder)).toEqual({ pid: process.pid, env });
  removeDevFile(folder);
  expect(existsSync(file())).toBe(false);
});

test.each([
  ['is up', { env }],
  ['starts', {}],
])('a second run is told who the first one is while it %s, and leaves its file alone', async (_, more) => {
  const first = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const text = JSON.stringify({ pid: first.pid, ...more });
  writeFileSync(file(), text);
  expect(claimDevFile(folder)).toBe(first.pid);
  removeDevFile(folder);
  expect(readFileSync(file(), 'utf8')).toBe(text);

  first.kill('SIGKILL');
  await once(first, 'exit');
  // A run that was killed is in nobody's way.
  expect(readDevFile(folder)).toBeUndefined();
  expect(claimDevFile(folder)).toBeUndefined();
});

test('a file that cannot be read is in nobody’s way', () => {
  writeFileSync(file(), '{"pid":');
  expect(claimDevFile(folder)).toBeUndefined();
  writeDevFile({ env }, folder);
  expect(readDevFile(folder)).toMatchObject({ env });
});
