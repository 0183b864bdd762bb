import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { machineFindings, nodeFinding } from '../../../src/repo/doctor/machine.ts';
import { scratchFolder } from '../../e2e/tool.ts';

describe('Node', () => {
  test.each([
    ['18.20.0', 'broken'],
    ['20.18.3', 'broken'],
    ['20.19.0', 'ok'],
    ['24.0.0', 'ok'],
  ])('%s is %s', (version, status) => expect(nodeFinding(version).status).toBe(status));
});

describe('the name under which git commits', () => {
  const unnamed = expect.objectContaining({ what: 'git identity', status: 'warn' });

  beforeEach(() => {
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null');
    vi.stubEnv('EMAIL', undefined);
    name('AUTHOR', undefined);
    name('COMMITTER', undefined);
    return () => vi.unstubAllEnvs();
  });

  test('nobody told it, and the name that the machine has for its user is none', async () => {
    const cwd = scratchFolder();
    expect(await machineFindings(cwd)).toContainEqual(unnamed);
    vi.stubEnv('EMAIL', 'tester@example.com');
    expect(await machineFindings(cwd)).toContainEqual(unnamed);
  });

  test('the environment may say it, of whoever writes and of whoever commits', async () => {
    const cwd = scratchFolder();
    name('AUTHOR', 'A Tester');
    expect(await machineFindings(cwd)).toContainEqual(unnamed);
    name('COMMITTER', 'A Tester');
    expect(await machineFindings(cwd)).not.toContainEqual(unnamed);
  });

  test('a configuration may say it', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'config'), '[user]\n\tname = A Tester\n\temail = tester@example.com\n');
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(cwd, 'config'));
    expect(await machineFindings(cwd)).not.toContainEqual(unnamed);
  });
});

test('without git it says what git is for, and nothing of a name', async () => {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, 'bin'));
  writeFileSync(join(cwd, 'bin/npm'), '#!/bin/sh\n');
  chmodSync(join(cwd, 'bin/npm'), 0o755);
  vi.stubEnv('PATH', join(cwd, 'bin'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const findings = await machineFindings(cwd);
  expect(findings.map(({ what }) => what)).toEqual(['Node', 'npm', 'git']);
  expect(findings[2]).toMatchObject({ status: 'warn', mend: expect.stringContaining('update, advance and add') });
});

function name(who: 'AUTHOR' | 'COMMITTER', value: string | undefined): void {
  vi.stubEnv(`GIT_${who}_NAME`, value);
  vi.stubEnv(`GIT_${who}_EMAIL`, value && 'tester@example.com');
}
