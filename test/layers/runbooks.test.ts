import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entriesIn } from '../entries-in.ts';

test('no runbook sends people to a setting that is not there: concurrency comes from limits.json', () => {
  const runbooks = entriesIn('templates')
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => /docs.runbooks.[^/\\]+\.md$/.test(path));
  expect(runbooks.length).toBeGreaterThan(10);
  expect(runbooks.filter((path) => readFileSync(path, 'utf8').includes('`concurrency.'))).toEqual([]);
});
