import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FunctionDefinition } from '@app/core/local';
import { afterEach, expect, test, vi } from 'vitest';
import { FunctionPool } from '../../src/runtime/function-pool.ts';

const folder = fileURLToPath(new URL('../fixtures', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'pool-'));
const lines: string[] = [];
let pool: FunctionPool;

afterEach(async () => {
  await pool.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function open(handler: string, changes: Partial<FunctionDefinition> = {}): FunctionPool {
  const definition: FunctionDefinition = {
    name: 'test',
    entry: 'handlers.ts',
    handler,
    trigger: { type: 'http' },
    lane: 'user',
    memoryMb: 128,
    timeoutSeconds: 20,
    owner: 'nobody',
    alarm: 'none',
    runbook: 'none.md',
    ...changes,
  };
  pool = new FunctionPool({
    function: { folder, definition },
    env: process.env,
    onLine: (line) => void lines.push(line),
  });
  return pool;
}

type Echo = { event: unknown; name: string; pid: number };

test('runs the handler in a process of its own, and uses it again', async () => {
  open('echo');
  const first = (await pool.invoke({ a: 1 })) as Echo;
  expect(first).toMatchObject({ event: { a: 1 }, name: 'test' });
  expect(first.pid).not.toBe(process.pid);
  expect(((await pool.invoke({})) as Echo).pid).toBe(first.pid);
});

test('calls side by side have processes side by side, four at most; the others wait', async () => {
  open('echo');
  const answers = (await Promise.all(Array.from({ length: 10 }, (_, i) => pool.invoke(i)))) as Echo[];
  expect(answers.map(({ event }) => event)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const pids = new Set(answers.map(({ pid }) => pid));
  expect(pids.size).toBeGreaterThan(1);
  expect(pids.size).toBeLessThanOrEqual(4);
});

test('an error of the handler comes back with its name, and the process lives on', async () => {
  open('fails');
  await expect(pool.invoke({})).rejects.toMatchObject({ name: 'TypeError', message: 'test: TypeError: no such order' });
  await expect(pool.invoke({})).rejects.toMatchObject({ name: 'TypeError' });
});

test('an answer that is no JSON is an error', async () => {
  open('cycle');
  await expect(pool.invoke({})).rejects.toThrow('circular');
});

test('a module that does not load is the error of every call', async () => {
  open('echo', { entry: 'broken.ts' });
  await expect(pool.invoke({})).rejects.toThrow('the module does not load');
  await expect(pool.invoke({})).rejects.toThrow('the module does not load');
});

test('a process that ends fails its call, and the next call has a new one', async () => {
  open('exits');
  await expect(pool.invoke({})).rejects.toThrow('the process ended with 3');
  await expect(pool.invoke({})).rejects.toThrow('the process ended with 3');
});

test('kill -9 in the middle of a call fails it, and the next call has a new process', async () => {
  open('hangs');
  const file = join(mkdtempSync(join(tmpdir(), 'hangs-')), 'pids');
  const first = pool.invoke({ file });
  await vi.waitUntil(() => pidsIn(file).length === 1, { timeout: 10_000 });
  pool.kill();
  await expect(first).rejects.toThrow('SIGKILL');
  const second = pool.invoke({ file });
  await vi.waitUntil(() => pidsIn(file).length === 2, { timeout: 10_000 });
  pool.kill();
  await expect(second).rejects.toThrow('SIGKILL');
  expect(new Set(pidsIn(file)).size).toBe(2);
});

test('a call that takes longer than its timeout is stopped', async () => {
  open('hangs', { timeoutSeconds: 1 });
  const file = join(mkdtempSync(join(tmpdir(), 'hangs-')), 'pids');
  await expect(pool.invoke({ file })).rejects.toMatchObject({ name: 'TimeoutError', message: /stopped after 1 s/ });
  const pid = Number(readFileSync(file, 'utf8'));
  await vi.waitUntil(() => !alive(pid));
});

test('what the function prints is handed on', async () => {
  open('prints');
  await pool.invoke({});
  await vi.waitUntil(() => lines.includes('to stdout') && lines.includes('to stderr'));
});

test('after the stop no process is left', async () => {
  open('echo');
  const { pid } = (await pool.invoke({})) as Echo;
  await pool.stop();
  expect(alive(pid)).toBe(false);
  await expect(pool.invoke({})).rejects.toThrow('stopped');
});

function pidsIn(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
