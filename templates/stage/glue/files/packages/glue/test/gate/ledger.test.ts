import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Effects, StreamRecord } from '@app/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLedger, type Entry, outOfOrder, readLedger, twice } from '../../src/gate/ledger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const record = (id: string, key: string, version: number): StreamRecord => ({
  id: `seq-${id}`,
  key,
  body: JSON.stringify({ id, data: { version } }),
});

test('delivered twice is recorded once, where the effect is idempotent; without, it shows', async () => {
  const keys = new Set<string>();
  const once: Effects['once'] = async (key) => {
    if (keys.has(key)) return 'duplicate';
    keys.add(key);
    return 'applied';
  };
  const file = join(folder, 'ledger');
  await createLedger({ once }, file)([record('a', 'k', 1), record('b', 'k', 2), record('a', 'k', 1)]);
  const of = (what: Entry['what']) => readLedger(file).filter((entry) => entry.what === what);
  expect(twice(of('delivered'))).toEqual(['a']);
  expect(twice(of('recorded'))).toEqual([]);
  expect(outOfOrder(of('delivered'))).toEqual(['k']);
  expect(outOfOrder(of('recorded'))).toEqual([]);

  const broken = join(folder, 'broken');
  await createLedger({ once: async () => 'applied' }, broken)([record('a', 'k', 1), record('a', 'k', 1)]);
  expect(twice(readLedger(broken).filter(({ what }) => what === 'recorded'))).toEqual(['a']);
});

test('a line that a kill cut short is left out, and no ledger is an empty one', () => {
  const file = join(folder, 'cut');
  writeFileSync(file, `${JSON.stringify({ what: 'delivered', id: 'a', key: 'k', place: 1 })}\n{"what":"rec`);
  expect(readLedger(file)).toHaveLength(1);
  expect(readLedger(join(folder, 'none'))).toEqual([]);
});
