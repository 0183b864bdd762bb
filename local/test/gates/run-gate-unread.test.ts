import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const program = new URL('../fixtures/gate-of-three.ts', import.meta.url).pathname;

function startGate(): { gate: ChildProcess; result: string } {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const result = join(folder, 'result.json');
  const gate = spawn(process.execPath, ['--import', 'tsx', program], {
    env: { ...process.env, GATE_RESULT: result },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { gate, result };
}

const ended = (gate: ChildProcess) => new Promise<number | null>((resolve) => gate.once('exit', resolve));

test('a gate writes what it found', async () => {
  const { gate, result } = startGate();
  gate.stdout?.resume();
  gate.stdin?.end();
  expect(await ended(gate)).toBe(0);
  expect(JSON.parse(readFileSync(result, 'utf8'))).toMatchObject({ verdict: 'holds', checks: [{}, {}, {}] });
});

test('a gate that nobody reads any more ends without a verdict', async () => {
  const { gate, result } = startGate();
  await new Promise((resolve) => gate.stdout?.once('data', resolve));
  gate.stdout?.destroy();
  // Now it goes on to its first measurement.
  gate.stdin?.end();
  expect(await ended(gate)).toBe(141);
  expect(existsSync(result)).toBe(false);
});
