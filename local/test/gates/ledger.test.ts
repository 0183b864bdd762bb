import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProcessBatch, StreamRecord } from '../../src/contract/index.ts';
import { brokenByFailures } from '../../src/gates/broken-by-failures.ts';
import { createLedger, type Entry, type LedgerOptions, outOfOrder, readLedger, twice } from '../../src/gates/ledger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (id: string, key: string, place: number): StreamRecord => ({
  id: `seq-${id}`,
  key,
  body: JSON.stringify({ id, place }),
});

/** Goes on behind a record that failed. */
const eachAlone: ProcessBatch = async (records, handle) => {
  const failed: string[] = [];
  for (const one of records) await handle(one).catch(() => failed.push(one.id));
  return { failed };
};

/** Stops at the first record that fails. */
const stopping: ProcessBatch = async (records, handle) => {
  for (const [i, one] of records.entries()) {
    const failed = await handle(one).then(
      () => false,
      () => true,
    );
    if (failed) return { failed: records.slice(i).map(({ id }) => id) };
  }
  return { failed: [] };
};

const ledger = (file: string, keep: LedgerOptions['record']) =>
  createLedger({ file, process: eachAlone, read: (body) => JSON.parse(String(body)), record: keep });

test('delivered twice is recorded once, where the effect is idempotent; without, it shows', async () => {
  const keys = new Set<string>();
  const once = async (id: string) => {
    if (keys.has(id)) return 'duplicate';
    keys.add(id);
    return 'applied';
  };
  const file = join(folder, 'ledger');
  await ledger(file, once)([record('a', 'k', 1), record('b', 'k', 2), record('a', 'k', 1)]);
  const of = (what: Entry['what']) => readLedger(file).filter((entry) => entry.what === what);
  expect(twice(of('delivered'))).toEqual(['a']);
  expect(twice(of('recorded'))).toEqual([]);
  expect(outOfOrder(of('delivered'))).toEqual(['k']);
  expect(outOfOrder(of('recorded'))).toEqual([]);

  const broken = join(folder, 'broken');
  await ledger(broken, async () => 'applied')([record('a', 'k', 1), record('a', 'k', 1)]);
  expect(twice(readLedger(broken).filter(({ what }) => what === 'recorded'))).toEqual(['a']);
});

test('a line that a kill cut short is left out, and no ledger is an empty one', () => {
  const file = join(folder, 'cut');
  writeFileSync(file, `${JSON.stringify({ what: 'delivered', id: 'a', key: 'k', place: 1 })}\n{"what":"rec`);
  expect(readLedger(file)).toHaveLength(1);
  expect(readLedger(join(folder, 'none'))).toEqual([]);
});

test('one failure per key breaks the order of a consumer that goes on, and not of one that stops', async () => {
  const records = [1, 2, 3].flatMap((place) => ['a', 'b'].map((key) => record(`${key}${place}`, key, place)));
  const broken = (process: ProcessBatch, file: string) =>
    brokenByFailures({ records, process, read: (body) => JSON.parse(String(body)), file: join(folder, file) });
  expect((await broken(eachAlone, 'on')).sort()).toEqual(['a', 'b']);
  expect(await broken(stopping, 'stop')).toEqual([]);
});
