import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import type { FunctionDefinition } from '../../src/contract/index.ts';
import { FunctionPool } from '../../src/runtime/function-pool.ts';
import { ownCaller } from '../fixtures/own-caller.ts';
import { testFunction } from '../fixtures/test-function.ts';

const folder = fileURLToPath(new URL('../fixtures', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'pool-'));
const file = join(scratch, 'pids');
const lines: string[] = [];
const pools: FunctionPool[] = [];

function open(changes: Partial<FunctionDefinition> = {}): FunctionPool {
  const definition = { ...testFunction, ...changes };
  const pool = new FunctionPool({
    function: { folder, definition },
    provider: ownCaller,
    env: process.env,
    onLine: (line) => void lines.push(line),
  });
  pools.push(pool);
  return pool;
}

// One pool for most tests: starting a process is what takes time here.
const pool = open();
afterAll(async () => {
  await Promise.all(pools.map((one) => one.stop()));
  rmSync(scratch, { recursive: true, force: true });
});

type Echo = { what: string; name: string; pid: number };
const echo = async (what = 'echo') => (await pool.invoke({ what })) as Echo;

test('runs the handler in a process of its own, and uses it again', async () => {
  const first = await echo();
  expect(first).toMatchObject({ what: 'echo', name: 'test' });
  expect(first.pid).not.toBe(process.pid);
  expect((await echo()).pid).toBe(first.pid);
});

test('an error of the handler comes back with its name, and the process lives on', async () => {
  const { pid } = await echo();
  await expect(pool.invoke({ what: 'fail' })).rejects.toMatchObject({
    name: 'TypeError',
    message: 'test: TypeError: no such order',
  });
  expect((await echo()).pid).toBe(pid);
});

test('an answer that is no JSON is an error', async () => {
  await expect(pool.invoke({ what: 'circle' })).rejects.toThrow('circular');
});

test('what the function prints is handed on', async () => {
  await pool.invoke({ what: 'print' });
  await vi.waitUntil(() => lines.includes('to stdout') && lines.includes('to stderr'), { timeout: 60_000 });
});

test('a process that ends fails its call, and the next call has a new one', async () => {
  const { pid } = await echo();
  await expect(pool.invoke({ what: 'exit' })).rejects.toThrow('the process ended with 3');
  expect((await echo()).pid).not.toBe(pid);
});

test('kill -9 in the middle of a call fails it, and the next call has a new process', async () => {
  const call = pool.invoke({ what: 'hang', file });
  await vi.waitUntil(() => pidsIn(file).length === 1, { timeout: 60_000 });
  pool.kill();
  await expect(call).rejects.toThrow('SIGKILL');
  expect([String((await echo()).pid)]).not.toEqual(pidsIn(file));
});

test('calls side by side have processes side by side, four at most; the others wait', async () => {
  const wanted = Array.from({ length: 10 }, (_, i) => `call ${i}`);
  const answers = await Promise.all(wanted.map(echo));
  expect(answers.map(({ what }) => what)).toEqual(wanted);
  const pids = new Set(answers.map(({ pid }) => pid));
  expect(pids.size).toBeGreaterThan(1);
  expect(pids.size).toBeLessThanOrEqual(4);
});

test('after the stop no process is left', async () => {
  const { pid } = await echo();
  await pool.stop();
  expect(alive(pid)).toBe(false);
  await expect(echo()).rejects.toThrow('stopped');
});

test('a module that does not load is the error of every call', async () => {
  const broken = open({ entry: 'broken.ts' });
  await expect(broken.invoke({})).rejects.toThrow('the module does not load');
  await expect(broken.invoke({})).rejects.toThrow('the module does not load');
});

test('a call that takes longer than its timeout is stopped', async () => {
  const slow = open({ timeoutSeconds: 1 });
  const own = join(scratch, 'slow');
  const call = slow.invoke({ what: 'hang', file: own });
  await expect(call).rejects.toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('after 1 s') });
  const [pid] = pidsIn(own);
  await vi.waitUntil(() => !alive(Number(pid)), { timeout: 60_000 });
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
