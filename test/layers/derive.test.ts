import { expect, test } from 'vitest';
import { type Answers, defaults } from '../../src/layers/answers.ts';
import { derive } from '../../src/layers/derive.ts';

const answers = (more: Partial<Answers>): Answers => ({ name: 'shop', ...defaults, ...more });

test.each([
  ['legacy', 'postgres', 'postgres', 'shared'],
  ['legacy', 'dynamodb', 'postgres', 'native'],
  ['greenfield', 'postgres', 'postgres', 'sql'],
  ['greenfield', 'dynamodb', 'dynamodb', 'native'],
] as const)('%s on %s: the outbox is in %s, the kind is %s', (start, database, host, kind) => {
  expect(derive(answers({ start, database }))).toMatchObject({ host, kind, topology: 'single' });
});
