import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isOnPath, run } from '../../../src/repo/git/run.ts';
import { scratchFolder } from '../../e2e/tool.ts';

test('a program’s words reach it as they are: no shell reads them', async () => {
  const cwd = scratchFolder();
  const words = ['$HOME', '`id`', '; touch x', 'a b', '*', '"'];
  const { ok, stdout } = await run(process.execPath, ['-p', 'JSON.stringify(process.argv.slice(1))', '--', ...words], {
    cwd,
  });
  expect({ ok, words: JSON.parse(stdout) }).toEqual({ ok: true, words });
});

test('a failure is an outcome: its output, and whether the program is there at all', async () => {
  const cwd = scratchFolder();
  expect(await run(process.execPath, ['-e', 'console.error("why"); process.exit(3)'], { cwd })).toMatchObject({
    ok: false,
    stderr: 'why',
    missing: false,
  });
  expect(await run('no-such-program', [], { cwd })).toMatchObject({ ok: false, missing: true });
});

test('a program is looked for on the PATH without being started', () => {
  const cwd = scratchFolder();
  writeFileSync(join(cwd, 'here'), '#!/bin/sh\n');
  chmodSync(join(cwd, 'here'), 0o755);
  expect(isOnPath('here', { PATH: `/nowhere:${cwd}` })).toBe(true);
  expect(isOnPath('there', { PATH: cwd })).toBe(false);
  expect(isOnPath('here', { PATH: '' })).toBe(false);
});
