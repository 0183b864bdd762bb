import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from './e2e/tool.ts';
import { entriesIn } from './entries-in.ts';

test('a link to a folder is an entry, what it points at is none', () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'real/deep'), { recursive: true });
  writeFileSync(join(folder, 'real/deep/file'), '');
  symlinkSync(folder, join(folder, 'real/back'));
  expect(
    entriesIn(folder)
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .sort(),
  ).toEqual(['real', 'real/back', 'real/deep', 'real/deep/file']);
});
