import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../src/command.ts', import.meta.url));
const type = 'shop.order.shipped.v1';

/** A repo with the two packages that an emit meets; its outbox is a file. */
let repo: string;
const write = (path: string, content: string | object) => {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), typeof content === 'string' ? content : JSON.stringify(content));
};
const stored = () => JSON.parse(readFileSync(join(repo, 'outbox.json'), 'utf8'));

beforeEach(() => {
  repo = mkdtempSync(join(tmpdir(), 'emit-'));
  write('package.json', { type: 'module', workspaces: ['packages/*'] });
  write('packages/events/package.json', { exports: { '.': './index.mjs' } });
  write(
    'packages/events/index.mjs',
    `export const eventTypes = ['${type}'];
     export function makeEvent(type, event) {
       if (event.data.carrier !== 'dhl') throw new TypeError('This ' + type + ' is not valid.');
       return { type, ...event };
     }`,
  );
  write(`packages/events/samples/${type}.json`, { id: 'o-1', carrier: 'dhl' });
  write('packages/events/samples/shop.order.draft.v1.json', {});
  write('packages/outbox/package.json', { exports: { './local': './local.mjs' } });
  write(
    'packages/outbox/local.mjs',
    `import { writeFileSync } from 'node:fs';
     export const store = async (env, event) => writeFileSync('outbox.json', JSON.stringify({ event, url: env.DATABASE_URL }));`,
  );
});
afterEach(() => rmSync(repo, { recursive: true }));

/** Says that `npm run dev` runs: this process does. */
const run = (traces?: string) =>
  write('.data/dev.json', {
    pid: process.pid,
    env: { DATABASE_URL: 'sql://dev' },
    addresses: { ...(traces && { traces }) },
  });

function emit(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const tsx = import.meta.resolve('tsx');
  return new Promise((resolve) => {
    const args = ['--import', tsx, command, 'emit', 'packages/events', ...words];
    const child = execFile(process.execPath, args, { cwd: repo }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test('the sample of a type is stored with the settings of npm run dev, and begins a trace there', async () => {
  let body = '';
  const receiver = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  run(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}`);
  const { code, stdout } = await emit(type);
  receiver.close();
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining(`Stored in the outbox: ${type}, subject o-1.`),
  });
  const { event, url } = stored();
  expect(url).toBe('sql://dev');
  expect(event).toMatchObject({ type, subject: 'o-1', data: { id: 'o-1', carrier: 'dhl' } });
  const [span] = JSON.parse(body).resourceSpans[0].scopeSpans[0].spans;
  expect(event.traceparent).toBe(`00-${span.traceId}-${span.spanId}-01`);
  expect(span.name).toBe(`emit ${type}`);
});

test('who handles it is named; where nobody does, the way to a function is', async () => {
  run();
  expect((await emit(type)).stdout).toContain(`npm run workshop -- add glue <name> --event ${type}`);
  const stream = { type: 'stream', stream: 'orders', eventTypes: [type] };
  write('services/label/function.json', { name: 'label', trigger: stream });
  write('services/clock/function.json', { name: 'clock', trigger: { type: 'schedule', rateMinutes: 1 } });
  expect((await emit(type)).stdout).toContain('label handles it: look at npm run dev.');
});

test.each([
  ['no type', [], 'Usage: npm run emit -- <type>. There are: shop.order.draft.v1, shop.order.shipped.v1.'],
  [
    'a wrong type',
    ['shop.order.shiped.v1'],
    'There is no sample of "shop.order.shiped.v1". There are: shop.order.draft.v1',
  ],
  ['a word too many', [type, 'x'], 'Usage: npm run emit'],
  ['a type that is not compiled', ['shop.order.draft.v1'], 'not in the registry of events: run npm run contracts'],
])('%s is refused, and nothing is stored', async (_, words, said) => {
  run();
  const { code, stderr } = await emit(...words);
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(said) });
  expect(existsSync(join(repo, 'outbox.json'))).toBe(false);
});

test('where npm run dev does not run, and where there is no outbox, that is said', async () => {
  expect(await emit(type)).toMatchObject({ code: 3, stderr: expect.stringContaining('npm run dev') });
  run();
  rmSync(join(repo, 'packages/outbox'), { recursive: true });
  expect(await emit(type)).toMatchObject({ code: 3, stderr: expect.stringContaining('has an outbox') });
});

test('a sample that does not fit its schema fails with the reason', async () => {
  run();
  write(`packages/events/samples/${type}.json`, { id: 'o-1', carrier: 'post' });
  expect(await emit(type)).toMatchObject({ code: 1, stderr: `error: This ${type} is not valid.\n` });
});
