import { expect, test } from 'vitest';
import type { Migration } from '../../../../src/repo/update/plan/migration.ts';
import { crossed, migrations } from '../../../../src/repo/update/plan/migrations.ts';

const one: Migration = { version: '1.1.0', title: 'one' };
const two: Migration = { version: '1.2.0', title: 'two' };
const all = [two, one];

test('the migrations of the versions that are crossed run, oldest first', () => {
  expect(crossed('1.0.0', '1.2.0', all)).toEqual([one, two]);
  expect(crossed('1.1.0', '1.2.0', all)).toEqual([two]);
  expect(crossed('1.0.0', '1.1.5', all)).toEqual([one]);
});

test('none runs twice, and none on the way back', () => {
  expect(crossed('1.2.0', '1.3.0', all)).toEqual([]);
  expect(crossed('1.2.0', '1.0.0', all)).toEqual([]);
});

test('the shipped ones are idempotent', () => {
  for (const { answers, edits = [] } of migrations) {
    const once = answers?.({ start: 'legacy' }) ?? {};
    expect(answers?.(once) ?? {}).toEqual(once);
    const texts = [
      'a\n',
      "import { root } from '@app/local';\nconsole.log(root);\n",
      '{ "dependencies": { "@app/local": "*" } }',
    ];
    for (const { edit } of edits) for (const text of texts) expect(edit(edit(text))).toBe(edit(text));
  }
});
