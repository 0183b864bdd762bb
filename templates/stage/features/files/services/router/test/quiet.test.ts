import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from 'serverless-workshop/local';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRecord } from '../src/index.ts';
import { page, startRouter, startSide } from './sides.ts';

const shadow = { ...page, mode: 'shadow' as const };
const flipped = { ...page, mode: 'new' as const };

test('a line that was cut off, as a full disk leaves it, is a request that was not compared', () => {
  const folder = mkdtempSync(join(tmpdir(), 'torn-records-'));
  writeFileSync(join(folder, 'page.jsonl'), '{"path":"/","differences":[]}\n{"path":"/","diff');
  expect(readRecord(folder, 'page')).toEqual({ compared: 1, different: [], fellBack: 0, skipped: 1 });
  rmSync(folder, { recursive: true });
});

/** Nothing of a comparison or of what is written down about it may reach a visitor. */
describe('a visitor gets the answer of the old side', () => {
  let old: Awaited<ReturnType<typeof startSide>>;
  let away: Awaited<ReturnType<typeof startSide>>;
  let router: Awaited<ReturnType<typeof startRouter>> | undefined;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'no-records-'));
    old = await startSide((_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('old'));
    away = await startSide(() => {});
    await away.stop();
  });
  afterAll(async () => {
    await old?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const visits = async (times: number) => {
    const seen: string[] = [];
    for (let i = 0; i < times; i++) {
      const response = await fetch(`${router?.url}/orders/1/status`);
      seen.push(`${response.status} ${await response.text()}`);
    }
    return new Set(seen);
  };
  const linesWith = (text: string) => router?.lines.filter((line) => line.includes(text)) ?? [];

  test('where the address of the new side is not set; the log says so once', async () => {
    router = await startRouter({ 'old-side': old.url }, [shadow]);
    expect(await visits(3)).toEqual(new Set(['200 old']));
    const { record } = router;
    await until('each is written down', () => record().skipped === 3);
    expect(linesWith('NEW_SIDE_URL is not set')).toHaveLength(1);
    await router.stop();
  });

  test.each([
    ['shadow', [shadow]],
    ['new', [flipped]],
  ] as const)('where records cannot be written, in mode %s; the log says so once', async (_, routes) => {
    const file = join(folder, 'a-file');
    writeFileSync(file, 'mine');
    const sides = { 'old-side': old.url, 'new-side': away.url };
    router = await startRouter(sides, routes, { ROUTE_RECORDS: file });
    expect(await visits(3)).toEqual(new Set(['200 old']));
    await until('it says so', () => linesWith('Records are not written').length > 0);
    // The router is still there, and has not said it again.
    expect(await visits(3)).toEqual(new Set(['200 old']));
    expect(linesWith('Records are not written')).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    await router.stop();
  });

  test('where the folder of the records goes away while it runs: it is made again', async () => {
    router = await startRouter({ 'old-side': old.url, 'new-side': away.url }, [flipped]);
    const { record, records } = router;
    expect(await visits(1)).toEqual(new Set(['200 old']));
    rmSync(records, { recursive: true });
    expect(await visits(2)).toEqual(new Set(['200 old']));
    expect(record().fellBack).toBe(2);
    await router.stop();
  });
});
