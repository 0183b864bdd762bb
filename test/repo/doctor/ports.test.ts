import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { devRunOf } from '../../../src/repo/doctor/dev-run.ts';
import { portFindings as findings } from '../../../src/repo/doctor/ports.ts';
import { settingsOf } from '../../../src/repo/doctor/settings.ts';
import { madeRepo, write } from './made.ts';

const portFindings = (root: string, env: NodeJS.ProcessEnv) => findings(root, settingsOf(root, env));

const library = { devDependencies: { 'serverless-workshop': '1.2.3' } };
const http = { trigger: { type: 'http' } };

test('the ports that npm run dev likes: of services, of functions with HTTP, of the traces', async () => {
  const root = madeRepo({
    'services/old/service.json': { port: 41231 },
    'services/shop/function.json': http,
    'services/relay/function.json': { trigger: { type: 'schedule' } },
    'package.json': library,
  });
  expect((await portFindings(root, {})).map(({ what }) => what).sort()).toEqual([
    'port 3000',
    'port 41231',
    'port 4318',
  ]);
  expect((await portFindings(root, { PORT: '41232' })).map(({ what }) => what).sort()).toEqual([
    'port 41232',
    'port 41232',
    'port 4318',
  ]);
});

test('free, and taken by somebody: that is told and stops nothing', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const root = madeRepo({ 'services/shop/service.json': { port } });
  expect(await portFindings(root, {})).toEqual([
    {
      what: `port ${port}`,
      status: 'note',
      detail: expect.stringContaining('taken; npm run dev gives shop another one'),
    },
  ]);
  await new Promise((resolve) => server.close(resolve));
  expect(await portFindings(root, {})).toEqual([expect.objectContaining({ status: 'ok' })]);
});

test('a port that the repo’s own npm run dev has is not taken', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const root = madeRepo({
    'services/shop/service.json': { port },
    '.data/dev.json': { pid: process.pid, shopUrl: url, addresses: { shop: url } },
  });
  expect(await findings(root, settingsOf(root, {}), devRunOf(root))).toEqual([
    { what: `port ${port}`, status: 'ok', detail: 'npm run dev of this repo has it, for shop' },
  ]);
  // What a killed run has left behind says nothing.
  write(root, { '.data/dev.json': { pid: goneProcess(), shopUrl: url, addresses: { shop: url } } });
  expect(await findings(root, settingsOf(root, {}), devRunOf(root))).toEqual([
    expect.objectContaining({ detail: expect.stringContaining('taken') }),
  ]);
  await new Promise((resolve) => server.close(resolve));
});

function goneProcess(): number {
  return spawnSync(process.execPath, ['--eval', '']).pid;
}

test('PORT stands in .env too; the environment wins', async () => {
  const root = madeRepo({ 'services/shop/function.json': http, '.env': 'PORT=41233\n' });
  expect((await portFindings(root, {})).map(({ what }) => what)).toEqual(['port 41233']);
  expect((await portFindings(root, { PORT: '41234' })).map(({ what }) => what)).toEqual(['port 41234']);
  expect((await portFindings(root, { PORT: '' })).map(({ what }) => what)).toEqual(['port 3000']);
});

test('PORT is the shop’s: what stands in front keeps its own, what is reached through it takes any', async () => {
  const root = madeRepo({
    'services/router/service.json': { port: 41235, front: true },
    'services/shop/service.json': { port: 41236 },
    'services/page/function.json': { trigger: { type: 'http', path: '/page' } },
  });
  expect((await portFindings(root, { PORT: '41237' })).map(({ what }) => what)).toEqual(['port 41235', 'port 41237']);
});

test.each(['99999', 'abc', '-1', '3000.5'])(
  'PORT=%s is told once, with its place, and stops nothing else',
  async (PORT) => {
    const root = madeRepo({
      'services/old/service.json': { port: 41238 },
      'services/shop/function.json': http,
      'package.json': library,
    });
    const told = (place: string) => [
      {
        what: 'port',
        status: 'broken',
        detail: `PORT in ${place} is "${PORT}"; a port is a whole number from 0 to 65535`,
        mend: `Correct PORT in ${place}, or take it out.`,
      },
      expect.objectContaining({ what: 'port 4318' }),
    ];
    expect(await portFindings(root, { PORT })).toEqual(told('the environment'));
    write(root, { '.env': `PORT=${PORT}\n` });
    expect(await portFindings(root, {})).toEqual(told('.env'));
  },
);

test('a service that asks for what is no port is named', async () => {
  expect(await portFindings(madeRepo({ 'services/old/service.json': { port: 70_000 } }), {})).toEqual([
    expect.objectContaining({
      status: 'broken',
      detail: expect.stringContaining('"port" in services/old/service.json is 70000'),
    }),
  ]);
});
