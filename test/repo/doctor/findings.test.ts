import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engineFindings } from '../../../src/repo/doctor/engine.ts';
import { linesOf } from '../../../src/repo/doctor/finding.ts';
import { madeRepo } from './made.ts';

describe('the engine', () => {
  const deploy = { 'deploy/package.json': {} };
  const engine = (name: string, version: string) => ({
    ...deploy,
    'deploy/node_modules/serverless/package.json': { name, version },
  });

  test('not fetched yet, and there', () => {
    expect(engineFindings(madeRepo(deploy))).toEqual([expect.objectContaining({ status: 'note' })]);
    expect(engineFindings(madeRepo(engine('osls', '4.3.1')))).toEqual([
      { what: 'engine', status: 'ok', detail: 'osls 4.3.1' },
    ]);
    expect(existsSync(join(madeRepo(), 'deploy'))).toBe(false);
    expect(engineFindings(madeRepo())).toEqual([]);
  });

  test('replaced by the one that wants a login', () => {
    expect(engineFindings(madeRepo(engine('serverless', '4.43.0')))).toEqual([
      expect.objectContaining({
        status: 'broken',
        detail: expect.stringContaining('serverless 4.43.0, which is not osls'),
      }),
    ]);
  });
});

test('a finding is one line, and one more for what helps', () => {
  expect(linesOf({ what: 'git', status: 'ok', detail: '2.40' })).toEqual(['ok      git                  2.40']);
  expect(linesOf({ what: 'git', status: 'broken', detail: 'gone', mend: 'Install it.' })).toEqual([
    'BROKEN  git                  gone',
    '                             Install it.',
  ]);
});
