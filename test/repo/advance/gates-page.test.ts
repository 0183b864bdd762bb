import { expect, test } from 'vitest';
import { type GateEntry, withGate } from '../../../src/repo/advance/gates-page.ts';

const entry = (changes: Partial<GateEntry> = {}): GateEntry => ({
  stage: 'glue',
  next: 'tasks',
  on: '2026-01-31',
  version: '1.2.0',
  result: {
    verdict: 'fails',
    checks: [{ name: 'events lost', verdict: 'fails', measured: '3 of 40', needed: '0', control: 'a cursor lost 1' }],
    caution: 'Measured here.',
  },
  ...changes,
});

test('a new page says where the repo is, and what the gate measured', () => {
  expect(withGate('', 'glue', entry())).toBe(`# Gates

What was measured before this repo went on, written by \`npm run workshop -- advance\`. The tool changes what stands between its
marks; everything else on this page is yours.

<!-- stage -->

This repo is at the stage **glue**.

<!-- /stage -->

<!-- gate glue -->

## glue → tasks

The gate **does not hold**: 2026-01-31, version 1.2.0.

| check       | verdict       | measured | needed | control         |
| ----------- | ------------- | -------- | ------ | --------------- |
| events lost | does not hold | 3 of 40  | 0      | a cursor lost 1 |

Measured here. What to watch there: [path.md](path.md).

<!-- /gate glue -->
`);
});

test('the same gate again replaces its figures; other gates and the words of the user stay', () => {
  const first = withGate('', 'observe', entry({ stage: 'observe', next: 'glue' }));
  const noted = first.replace('<!-- gate observe -->', 'We argued about this on Monday.\n\n<!-- gate observe -->');
  const both = withGate(`${noted}\nOur own end.\n`, 'glue', entry());
  const again = withGate(both, 'tasks', entry({ on: '2026-02-01' }));
  expect(again).toContain('We argued about this on Monday.');
  expect(again).toContain('Our own end.');
  expect(again).toContain('## observe → glue');
  expect(again.match(/## glue → tasks/g)).toHaveLength(1);
  expect(again).toContain('2026-02-01');
  expect(again).toContain('stage **tasks**');
  expect(again).not.toContain('stage **glue**');
});

test('a forced gate keeps its reason, with figures or without', () => {
  const forced = withGate('', 'tasks', entry({ because: 'the test\nis next week', result: undefined }));
  expect(forced).toContain('The gate **gave no figures**');
  expect(forced).toContain('**Forced**, because: the test is next week');
});

test('the last gate leads nowhere', () => {
  expect(withGate('', 'features', entry({ stage: 'features', next: undefined }))).toContain('## features\n');
});

test('no text of others ends a block or a cell', () => {
  const because = 'x <!-- /gate glue --> <!-- stage --> | y';
  const once = withGate('', 'tasks', entry({ because }));
  const twice = withGate(once, 'tasks', entry({ because }));
  expect(twice).toBe(once);
  const [check] = entry().result?.checks ?? [];
  if (!check) throw new Error('no check');
  const odd = { ...check, measured: 'a | b' };
  const page = withGate('', 'glue', entry({ result: { verdict: 'fails', checks: [odd], caution: '' } }));
  expect(page).toContain('| a \\| b');
});
