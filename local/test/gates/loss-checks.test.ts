import { expect, test } from 'vitest';
import type { Entry } from '../../src/gates/ledger.ts';
import { type LossOptions, lossChecks } from '../../src/gates/loss-checks.ts';

const entry = (what: Entry['what'], id: string, place: number): Entry => ({ what, id, key: 'k', place });
const good: LossOptions = {
  missing: [],
  promised: '2 events',
  entries: [
    entry('delivered', 'a', 1),
    entry('recorded', 'a', 1),
    entry('delivered', 'a', 1),
    entry('delivered', 'b', 2),
    entry('recorded', 'b', 2),
  ],
  keys: ['k'],
  losing: { lost: 1, of: 2, name: 'a relay with a cursor' },
  unordered: { keys: ['k'], name: 'a consumer without lanes' },
};
const verdicts = (options: Partial<LossOptions>) =>
  Object.fromEntries(lossChecks({ ...good, ...options }).map(({ name, verdict }) => [name, verdict]));
const all = { 'events lost': 'holds', 'effects recorded twice': 'holds', 'order of events per key': 'holds' };

test('all holds where nothing went wrong and every control went wrong', () => {
  expect(verdicts({})).toEqual(all);
});

test.each<[string, Partial<LossOptions>, Partial<typeof all>]>([
  ['a lost event', { missing: ['c'] }, { 'events lost': 'fails' }],
  ['an effect twice', { entries: [...good.entries, entry('recorded', 'b', 2)] }, { 'effects recorded twice': 'fails' }],
  ['a late event', { entries: [...good.entries, entry('recorded', 'c', 1)] }, { 'order of events per key': 'fails' }],
  ['no event of a key', { keys: ['other'] }, { 'order of events per key': 'fails' }],
  ['a control that loses nothing', { losing: { ...good.losing, lost: 0 } }, { 'events lost': 'inconclusive' }],
  ['no second delivery', { entries: good.entries.toSpliced(2, 1) }, { 'effects recorded twice': 'inconclusive' }],
  [
    'a control that keeps the order',
    { unordered: { ...good.unordered, keys: [] } },
    { 'order of events per key': 'inconclusive' },
  ],
])('%s is seen', (_, options, expected) => {
  expect(verdicts(options)).toEqual({ ...all, ...expected });
});
