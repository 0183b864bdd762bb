import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceFolder, settleFolder, stagedFolder } from '../../src/parts/postgres/folder.ts';

let home: string;
let dataDir: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'folder-test-'));
  dataDir = join(home, 'postgres');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function make(folder: string, content: string): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'content'), content);
}
const content = () => readFileSync(join(dataDir, 'content'), 'utf8');

test('the staged folder takes the place of the old one, and also of none', () => {
  make(stagedFolder(dataDir), 'first');
  replaceFolder(dataDir);
  expect(content()).toBe('first');
  make(stagedFolder(dataDir), 'second');
  replaceFolder(dataDir);
  expect(content()).toBe('second');
  expect(readdirSync(home)).toEqual(['postgres']);
});

test.each([
  ['while the copy was made', { postgres: 'old', 'postgres.copy': 'half' }, 'old'],
  ['between the two renames', { 'postgres.before': 'old', 'postgres.copy': 'new' }, 'old'],
  ['before the old content was removed', { postgres: 'new', 'postgres.before': 'old' }, 'new'],
])('a process that was killed %s leaves one whole folder', (_, folders, expected) => {
  for (const [name, text] of Object.entries(folders)) make(join(home, name), text);
  settleFolder(dataDir);
  expect(content()).toBe(expected);
  expect(readdirSync(home)).toEqual(['postgres']);
});

test('a first copy that was killed leaves nothing', () => {
  make(stagedFolder(dataDir), 'half');
  settleFolder(dataDir);
  expect(existsSync(dataDir)).toBe(false);
  expect(readdirSync(home)).toEqual([]);
});
