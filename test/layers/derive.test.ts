import { expect, test } from 'vitest';
import { type Answers, defaults } from '../../src/layers/answers.ts';
import { derive } from '../../src/layers/derive.ts';

const answers = (more: Partial<Answers>): Answers => ({ name: 'shop', ...defaults, ...more });

test.each([
  ['legacy', 'postgres', { host: 'postgres', dialect: 'sql', state: 'sql', kind: 'shared' }],
  ['legacy', 'dynamodb', { host: 'postgres', dialect: 'sql', state: 'native', kind: 'native' }],
  ['greenfield', 'postgres', { host: 'postgres', dialect: 'sql', state: 'sql', kind: 'sql' }],
  ['greenfield', 'dynamodb', { host: 'dynamodb', dialect: 'native', state: 'native', kind: 'native' }],
] as const)('%s on %s: %o', (start, database, derived) => {
  expect(derive(answers({ start, database }))).toMatchObject({ ...derived, topology: 'single' });
});
