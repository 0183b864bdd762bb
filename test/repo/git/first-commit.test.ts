import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { enclosingRepository } from '../../../src/repo/git/first-commit.ts';
import { scratchFolder } from '../../e2e/tool.ts';

test('the repository around a folder, not the one that it is', () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'outer/.git'), { recursive: true });
  mkdirSync(join(cwd, 'outer/inner/repo/.git'), { recursive: true });
  expect(enclosingRepository(join(cwd, 'outer/inner/repo'))).toBe(join(cwd, 'outer'));
  // A worktree and a submodule have a file in the place of the folder.
  mkdirSync(join(cwd, 'tree'));
  writeFileSync(join(cwd, 'tree/.git'), 'gitdir: elsewhere');
  expect(enclosingRepository(join(cwd, 'tree/repo'))).toBe(join(cwd, 'tree'));
});
