import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { typescriptArgs } from '../../src/typescript.ts';

const program = fileURLToPath(new URL('../fixtures/gate.ts', import.meta.url));

function runGate(...args: string[]): Promise<{ code: number; stdout: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [...typescriptArgs(), program, ...args], (error, stdout) =>
      done({ code: Number(error?.code ?? 0), stdout }),
    );
  });
}

test('a gate that holds says what it measures and what came of it, no more', async () => {
  const { code, stdout } = await runGate('90');
  expect(code).toBe(0);
  expect(stdout).toContain('… 1 of 2: the new way');
  expect(stdout).toContain('measured 0.90 ×');
  expect(stdout).not.toContain('round 1');
});

test('one that does not shows every round', async () => {
  const { code, stdout } = await runGate('150');
  expect(code).toBe(1);
  for (const round of [1, 2, 3, 4]) expect(stdout).toContain(`round ${round}: p95 100.0 and 100.0 ms old`);
});

test('one that breaks off says all that is known of it', async () => {
  const { code, stdout } = await runGate('90', 'breaks');
  expect(code).toBe(1);
  expect(stdout).toContain('broke off: no answer');
  expect(stdout).toContain('what the process said');
  expect(stdout).not.toContain('round 1');
});
