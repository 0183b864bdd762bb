import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeStale, stagingName } from '../../src/repo/staging.ts';
import { runProgram, scratchFolder } from '../e2e/tool.ts';

test('only what a dead process of this machine left is removed', async () => {
  const cwd = scratchFolder();
  // A process that ran and ended: its number is free.
  const { stdout } = await runProgram(process.execPath, ['-p', 'process.pid'], { cwd });
  const dead = stagingName(Number(stdout));
  const alive = stagingName();
  const others = [
    alive,
    '.create-serverless-workshop-00000000-1-abcdef',
    '.create-serverless-workshop-mine',
    'my-shop',
  ];
  for (const name of [dead, ...others]) mkdirSync(join(cwd, name));
  expect(removeStale(cwd)).toEqual([dead]);
  expect(readdirSync(cwd).sort()).toEqual(others.sort());
});

test('two runs of one process never share a name', () => expect(stagingName()).not.toBe(stagingName()));

test('a folder that cannot be listed has nothing to remove', () => expect(removeStale('/nowhere/at/all')).toEqual([]));
