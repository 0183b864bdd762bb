import { expect, test } from 'vitest';
import { isNewer } from '../../../src/parts/dynamodb/replication/version.ts';

test('the later write wins; of one moment, the region whose name is later; a write never replaces itself', () => {
  const one = { time: 1, region: 'eu-west-1' };
  expect(isNewer({ ...one, time: 2 }, one)).toBe(true);
  expect(isNewer(one, { ...one, time: 2 })).toBe(false);
  expect(isNewer({ time: 2, region: 'eu-central-1' }, one)).toBe(true);
  expect(isNewer(one, { time: 1, region: 'eu-central-1' })).toBe(true);
  expect(isNewer({ time: 1, region: 'eu-central-1' }, one)).toBe(false);
  expect(isNewer(one, one)).toBe(false);
});
