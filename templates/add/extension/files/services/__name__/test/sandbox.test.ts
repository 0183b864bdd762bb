import { createServer, type Server } from 'node:net';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '../src/limits.ts';
import { TenantError, transformIn } from '../src/sandbox.ts';

const transform = (body: string) => `function transform(input) { ${body} }`;
/** Node's own process, if there is a way to it. */
const way = `const node = this.constructor.constructor('return process')();`;

/** On a busy machine too, only the limit that a test is about is met. */
const calm = { ...limits, runMs: 60_000, killMs: 60_000 };

let server: Server;
let port: number;
let connections = 0;
beforeAll(async () => {
  server = createServer((socket) => {
    connections += 1;
    socket.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => server?.close());

test('what a tenant makes of its input comes out', async () => {
  const source = transform(
    'return { total: input.lines.reduce((sum, line) => sum + line.price, 0), seen: Object.keys(input) };',
  );
  expect(await transformIn(source, { lines: [{ price: 3 }, { price: 4 }] }, calm)).toEqual({
    total: 7,
    seen: ['lines'],
  });
});

test.each([
  ['an endless loop', transform('for (;;) {}'), `stopped after ${limits.runMs} ms`],
  ['an endless loop before transform', 'for (;;) {}', `stopped after ${limits.runMs} ms`],
  ['an endless loop that catches its end', transform('try { for (;;) {} } catch { for (;;) {} }'), 'stopped after'],
  ['a regular expression that backtracks', transform("return /(a+)+$/.test('a'.repeat(40) + 'b')"), 'stopped after'],
])('%s is stopped by its time', async (_, source, reason) => {
  const run = transformIn(source, {}, { ...calm, runMs: limits.runMs });
  await expect(run).rejects.toThrow(TenantError);
  await expect(run).rejects.toThrow(reason);
});

test.each([
  ['endless recursion', transform('return transform(input)'), 'stack overflow'],
  ['all of the memory at once', transform("return { x: 'x'.repeat(1e9) }"), 'out of memory'],
  ['an output that is too large', transform("return { x: 'x'.repeat(100_000) }"), '65536 is the most'],
  ['a promise', transform('return Promise.resolve({})'), 'must answer at once'],
  ['no transform', 'const x = 1;', "'transform' is not defined"],
  ['no JavaScript', 'function (', 'SyntaxError'],
  ['nothing', transform(''), 'nothing that is JSON'],
  ['a list', transform('return []'), 'must answer an object'],
  ['a JSON of its own', transform("JSON.stringify = () => '{'; return {}"), 'answered no JSON'],
  ['something thrown that is no error', transform('throw null'), 'null'],
])('%s is stopped', async (_, source, reason) => {
  const run = transformIn(source, {}, calm);
  await expect(run).rejects.toThrow(TenantError);
  await expect(run).rejects.toThrow(reason);
});

test('a tenant gets its memory and no more, however patient the clock is', async () => {
  const source = transform(`let all = [];
    try { for (;;) all.push(new ArrayBuffer(1_000_000)); } catch {}
    const megabytes = all.length;
    all = [];
    return { megabytes };`);
  const { megabytes } = await transformIn(source, {}, calm);
  expect(megabytes).toBeGreaterThan(8);
  expect(megabytes).toBeLessThan(17);
});

test.each([
  ['an endless loop', 'for (;;) {}'],
  ['a built-in that never looks up', 'return [].includes.call({ length: 2 ** 50 }, 1)'],
])('where the sandbox does not count its time, the thread is ended: %s', async (_, body) => {
  const guarded = transformIn(transform(body), {}, { ...limits, runMs: 3_600_000, killMs: 300 });
  await expect(guarded).rejects.toThrow(TenantError);
  await expect(guarded).rejects.toThrow('ended after 300 ms');
});

const attacks = {
  environment: `${way} found(node.env.PATH);`,
  processes: `${way} found(node.getBuiltinModule('node:child_process').spawnSync(node.execPath, ['-e', '']).status);`,
  'a fork bomb': `${way} for (let i = 0; i < 3; i += 1) node.getBuiltinModule('node:child_process').spawnSync(node.execPath, ['-e', '']); found(i);`,
};

test.each(Object.entries(attacks))('%s: out of reach', async (_, attack) => {
  const run = transformIn(`const found = (it) => { this.it = it }; ${attack}; ${transform('return { it }')}`, {}, calm);
  await expect(run).rejects.toThrow("'process' is not defined");
});

test('the network is out of reach', async () => {
  const before = connections;
  const attack = `${way} node.getBuiltinModule('node:net').connect(${port}, '127.0.0.1');`;
  await expect(transformIn(`${attack} ${transform('return {}')}`, {}, calm)).rejects.toThrow(
    "'process' is not defined",
  );
  expect(connections).toBe(before);
});

test('there is nothing of Node, and no module', async () => {
  const names = [
    'process',
    'require',
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'Worker',
    'WebAssembly',
    'setTimeout',
    'Deno',
  ];
  const source = transform(`return { there: ${JSON.stringify(names)}.filter((name) => name in globalThis) }`);
  expect(await transformIn(source, {}, calm)).toEqual({ there: [] });
  const imports = `import('node:fs').then(() => { globalThis.it = 'loaded' }, () => { globalThis.it = 'refused' });`;
  expect(await transformIn(`${imports} ${transform("return { it: globalThis.it ?? 'nothing' }")}`, {}, calm)).toEqual({
    it: 'nothing',
  });
  await expect(transformIn(`import 'node:fs'; ${transform('return {}')}`, {}, calm)).rejects.toThrow(
    /SyntaxError|could not load module/,
  );
});

test('nothing is left for the next one', async () => {
  await transformIn(
    `Object.prototype.left = 'behind'; globalThis.left = 'behind'; ${transform('return {}')}`,
    {},
    calm,
  );
  expect(await transformIn(transform('return { left: String(input.left) }'), {}, calm)).toEqual({ left: 'undefined' });
});

test('control: node:vm is no sandbox; the same attacks reach the environment, a process and the network', async () => {
  const reach = (attack: string) => {
    let it: unknown;
    runInNewContext(attack, { found: (value: unknown) => (it = value) });
    return it;
  };
  expect(reach(attacks.environment)).toBe(process.env.PATH);
  expect(reach(attacks.processes)).toBe(0);
  const before = connections;
  reach(`${way} node.getBuiltinModule('node:net').connect(${port}, '127.0.0.1').resume();`);
  await expect.poll(() => connections, { timeout: 60_000 }).toBe(before + 1);
});
