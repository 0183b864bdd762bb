import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { baselineCheck } from '../../src/gates/baseline.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  mkdirSync(join(folder, 'docs'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const store = (text: string) => writeFileSync(join(folder, 'docs/baseline.json'), text);
const all = { requests: 800, p50Ms: 4.1, p95Ms: 9.8, errorRate: 0.0025 };

test('shows what was stored', async () => {
  store(JSON.stringify({ measuredAt: '2026-01-02', all }));
  expect(await baselineCheck(folder)).toMatchObject({
    verdict: 'holds',
    measured: 'p50 4.1 ms, p95 9.8 ms, errors 0.25 % of 800 requests, on 2026-01-02',
  });
});

test.each([
  ['none', undefined, 'there is none'],
  ['no JSON', '{', 'the file is not JSON'],
  ['an empty one', '{}', 'figures are missing'],
  ['no p95', JSON.stringify({ all: { ...all, p95Ms: undefined } }), 'figures are missing'],
  ['a load of nothing', JSON.stringify({ all: { ...all, requests: 0 } }), 'figures are missing'],
])('%s fails', async (_, text, measured) => {
  if (text !== undefined) store(text);
  expect(await baselineCheck(folder)).toMatchObject({ verdict: 'fails', measured });
});
