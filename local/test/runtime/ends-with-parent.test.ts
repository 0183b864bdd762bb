import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { typescriptArgs } from '../../src/typescript.ts';

test('functions and services end when their parent is killed', async () => {
  const parent = spawn(
    process.execPath,
    [...typescriptArgs(), fileURLToPath(new URL('../fixtures/parent.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(parent.stdout, 'data');
  const pids = JSON.parse(String(line)) as number[];
  expect(pids.map(alive)).toEqual([true, true]);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => !pids.some(alive), { timeout: 60_000 });
});

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
