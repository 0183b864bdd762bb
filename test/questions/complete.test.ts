import { expect, test, vi } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { complete, validIds } from '../../src/questions/complete.ts';

vi.mock('../../src/layers/registry.generated.ts', () => import('./two-providers.ts'));

test('with nothing given the defaults are taken', () => expect(complete({})).toEqual(defaults));

test('a default that does not go with an answer makes room for one that does', () => {
  expect(complete({ database: 'cosmos' })).toMatchObject({ database: 'cosmos', provider: 'azure', telemetry: 'otlp' });
  expect(complete({ telemetry: 'cloudwatch' })).toMatchObject({ provider: 'aws' });
});

test('nothing completes what does not go together', () => {
  expect(complete({ database: 'cosmos', telemetry: 'cloudwatch' })).toBeUndefined();
});

test('the ids of an axis that are left', () => {
  expect(validIds('database', { provider: 'azure' })).toEqual(['postgres', 'cosmos']);
  expect(validIds('provider', { database: 'dynamodb' })).toEqual(['aws']);
  expect(validIds('telemetry', { provider: 'azure', telemetry: 'cloudwatch' })).toEqual(['otlp']);
});
