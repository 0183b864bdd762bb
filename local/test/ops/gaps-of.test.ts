import { expect, test } from 'vitest';
import type { FunctionDefinition } from '../../src/contract/index.ts';
import { gapsOf, type LookedAfter } from '../../src/ops/gaps-of.ts';

const definition: FunctionDefinition = {
  name: 'example',
  entry: 'src/main.ts',
  handler: 'handler',
  trigger: {
    type: 'stream',
    stream: 'orders',
    batchSize: 1,
    batchWindowSeconds: 0,
    retryAttempts: 1,
    maxAgeSeconds: 60,
  },
  lane: 'background',
  memoryMb: 128,
  timeoutSeconds: 10,
  owner: 'a team',
  alarm: 'errors',
  runbook: 'docs/runbooks/example.md',
};
const complete: LookedAfter = {
  definition,
  deployed: { alarms: ['errors', 'throttles'], failureDestination: 'a bucket' },
  runbook: '# Example\n\n## Alarm: errors\n\n`npm run ops -- mend example`\n\n## Alarm: throttles\n',
  scripts: ['ops'],
  verbs: ['mend'],
};

test('a function that has everything has no gap', () => {
  expect(gapsOf(complete)).toEqual([]);
});

test('the section of an alarm may stand in the page that all functions share', () => {
  const alarms = { ...complete.deployed, alarms: ['errors', 'throttles', 'quarantine'] };
  expect(gapsOf({ ...complete, deployed: alarms })).toEqual([expect.stringContaining('"## Alarm: quarantine"')]);
  expect(gapsOf({ ...complete, deployed: alarms, shared: '# Shared\n\n## Alarm: quarantine\n' })).toEqual([]);
});

// Each of these is one thing taken away: a check that finds nothing here would find nothing anywhere.
test.each<[string, LookedAfter, string]>([
  ['owner', { ...complete, definition: { ...definition, owner: ' ' } }, 'example has no owner'],
  ['alarm', { ...complete, definition: { ...definition, alarm: 'silence' } }, 'example has no alarm "silence"'],
  ['alarms at all', { ...complete, deployed: { alarms: [], failureDestination: 'x' } }, '(found: none)'],
  ['runbook', { ...complete, runbook: undefined }, 'docs/runbooks/example.md is not there'],
  ['section', { ...complete, runbook: '## Alarm: errors\n' }, 'no section "## Alarm: throttles"'],
  ['failure destination', { ...complete, deployed: { alarms: complete.deployed.alarms } }, 'no failure destination'],
  ['script', { ...complete, scripts: [] }, 'does not exist: npm run ops'],
  ['verb', { ...complete, verbs: [] }, 'does not exist: npm run ops -- mend'],
  [
    'verb of a silent command',
    { ...complete, runbook: `${complete.runbook}npm run ops --silent -- turn` },
    'does not exist: npm run ops --silent -- turn',
  ],
])('a missing %s is named with its function', (_, broken, message) => {
  const gaps = gapsOf(broken);
  expect(gaps.join('\n')).toContain(message);
  for (const gap of gaps) expect(gap).toMatch(/^example has /);
});

test('a function that is called over HTTP needs no failure destination: its caller has the failure at once', () => {
  const http = { ...definition, trigger: { type: 'http' } } as const;
  expect(gapsOf({ ...complete, definition: http, deployed: { alarms: complete.deployed.alarms } })).toEqual([]);
});
