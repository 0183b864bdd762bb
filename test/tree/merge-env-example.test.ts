import { expect, test } from 'vitest';
import { mergeEnvExample } from '../../src/tree/merge-env-example.ts';

test('a setting travels with the comment above it, sorted by name', () => {
  const merged = mergeEnvExample([
    '# About this file.\n\n# Where the shop listens\nPORT=3000\n',
    '# The database\nDATABASE_URL=\n',
  ]);
  expect(merged).toBe('# About this file.\n\n# The database\nDATABASE_URL=\n\n# Where the shop listens\nPORT=3000\n');
});

test('a setting that is commented out is still that setting', () => {
  expect(() => mergeEnvExample(['# PORT=1', 'PORT=2'])).toThrow('Two layers disagree on PORT in .env.example.');
});

test('the same block twice is one block', () => {
  expect(mergeEnvExample(['PORT=1', 'PORT=1\n'])).toBe('PORT=1\n');
});
