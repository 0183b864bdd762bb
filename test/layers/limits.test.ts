import { expect, test } from 'vitest';
import { limitsOf } from '../../src/layers/limits.ts';
import { renderCombination } from '../matrix/compose.ts';

const page = (chosen: Parameters<typeof renderCombination>[0]) =>
  Buffer.from(renderCombination(chosen).get('docs/limits.md')?.bytes ?? []).toString('utf8');

test('docs/limits.md tells of the parts that the repo uses, and of no other', () => {
  const legacy = page({ start: 'legacy', stage: 'glue', database: 'postgres' });
  const greenfield = page({ start: 'greenfield', stage: 'features', database: 'dynamodb' });
  expect(legacy).toContain('- **embedded Postgres**');
  expect(legacy).not.toContain('dynalite');
  expect(legacy).not.toContain('payment service');
  expect(greenfield).toContain('- **dynalite**');
  expect(greenfield).toContain('- **the payment service**');
  expect(greenfield).not.toContain('embedded Postgres');
});

test('a part that two layers use is told once, and one that the library does not have is an error', () => {
  expect(limitsOf([{ standIns: ['kinesis'] }, { standIns: ['kinesis'] }]).split('\n')).toHaveLength(1);
  expect(() => limitsOf([{ standIns: ['kinesiss'] }])).toThrow('The library has no part "kinesiss".');
});
