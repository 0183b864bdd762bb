import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { composeForCloud, packageRepo } from './packaged.ts';
import { readTemplate, type Template } from './template.ts';

// The table of the cloud and the code that uses it are two files of two owners: this holds them together.
let repo: string;
let template: Template;

beforeAll(async () => {
  repo = await composeForCloud('table', { start: 'greenfield', stage: 'glue', database: 'dynamodb' });
  template = readTemplate((await packageRepo(repo)).template);
});

test('the deployed table is the one that the local parts make', async () => {
  const { tableDefinition } = await import(pathToFileURL(join(repo, 'packages/dynamodb/src/table.ts')).href);
  expect(template.Resources.StateTable?.Properties).toMatchObject(tableDefinition);
});

test('the roles allow what the code calls, and no more', () => {
  const called = ['database', 'outbox', 'orders'].flatMap((slot) => commandsOf(join(repo, 'packages', slot, 'src')));
  const allowed = Object.values(template.Resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .flatMap(({ Properties }) => JSON.stringify(Properties).match(/dynamodb:\w+/g) ?? []);
  expect([...new Set(allowed)].sort()).toEqual([...new Set(called)].sort());
});

test('the roles name the indexes that the table has', () => {
  const indexes = JSON.stringify(template.Resources).match(/index\/\w+/g) ?? [];
  const table = template.Resources.StateTable?.Properties as { GlobalSecondaryIndexes: { IndexName: string }[] };
  const has = table.GlobalSecondaryIndexes.map(({ IndexName }) => `index/${IndexName}`);
  expect([...new Set(indexes)].sort()).toEqual(has.sort());
});

/** How an adapter asks the table for each operation. */
const calls: readonly (readonly [RegExp, string])[] = [
  [/\btable\.get\(/, 'GetItem'],
  [/\btable\.query\(/, 'Query'],
  [/\bPut: \{/, 'PutItem'],
  [/\bUpdate: \{/, 'UpdateItem'],
];

/** `dynamodb:<Operation>` for everything that the deployed files of a package ask of the table. */
function commandsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => !['local.ts', 'testing.ts', 'naive-outbox.ts'].includes(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .flatMap((text) => calls.filter(([call]) => call.test(text)).map(([, operation]) => `dynamodb:${operation}`));
}
