import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { devFindings, devRunOf } from '../../../src/repo/doctor/dev-run.ts';
import { madeRepo } from './made.ts';

const looked = (dev: object) => devFindings(devRunOf(madeRepo({ '.data/dev.json': dev })));

test('nothing is said where nothing runs', async () => {
  expect(await devFindings(devRunOf(madeRepo()))).toEqual([]);
});

test('a run that answers is named with its address', async () => {
  const shop = createServer((_request, response) => response.end());
  await new Promise<void>((ready) => shop.listen(0, '127.0.0.1', ready));
  const shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  expect(await looked({ pid: process.pid, shopUrl })).toEqual([
    { what: 'npm run dev', status: 'ok', detail: `runs: process ${process.pid}, ${shopUrl}` },
  ]);
  await new Promise((closed) => shop.close(closed));
  expect(await looked({ pid: process.pid, shopUrl })).toEqual([
    expect.objectContaining({ status: 'note', mend: expect.stringContaining('delete .data/dev.json') }),
  ]);
});

test('a run that is not up yet starts', async () => {
  expect(await looked({ pid: process.pid })).toEqual([
    expect.objectContaining({ detail: `starts: process ${process.pid}` }),
  ]);
});
