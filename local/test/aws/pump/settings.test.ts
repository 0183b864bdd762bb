import { expect, test } from 'vitest';
import { pumpSettingsOf } from '../../../src/aws/pump/settings.ts';

const trigger = {
  type: 'stream',
  stream: 'orders',
  batchSize: 25,
  batchWindowSeconds: 0,
  retryAttempts: 4,
  maxAgeSeconds: 86_400,
} as const;

test('what a function.json does not say is as in the deploy files', () => {
  expect(pumpSettingsOf({ name: 'receipt', trigger })).toEqual({
    functionName: 'receipt',
    stream: 'orders',
    batchSize: 25,
    batchWindowSeconds: 0,
    retryAttempts: 4,
    maxRecordAgeSeconds: 86_400,
    bisect: true,
    parallelization: 1,
    startingPosition: 'TRIM_HORIZON',
  });
});

test('the block aws says what Kinesis alone knows', () => {
  const aws = { bisect: false, parallelization: 4 };
  expect(pumpSettingsOf({ name: 'receipt', trigger, aws })).toMatchObject(aws);
});

test('a function.json of 0.1.0 has all figures in its trigger, and they count', () => {
  const { maxAgeSeconds: _new, ...rest } = trigger;
  const old = { maxRecordAgeSeconds: 60, bisect: false, parallelization: 2 };
  expect(pumpSettingsOf({ name: 'receipt', trigger: { ...rest, ...old } })).toMatchObject(old);
});
