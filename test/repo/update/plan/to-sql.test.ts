import { expect, test } from 'vitest';
import { toSql } from '../../../../src/repo/update/plan/to-sql.ts';

/** The text after all edits for its path. */
function moved(path: string, text: string): string {
  const fitting = (toSql.edits ?? []).filter((one) => one.path instanceof RegExp && one.path.test(path));
  return fitting.reduce((now, { edit }) => edit(now), text);
}

test.each([
  ["import { openPool, read } from '@app/postgres';", "import { openPool, read } from '@app/sql/unfenced';"],
  ["import type { Migration } from '@app/postgres';", "import type { Migration } from '@app/sql';"],
  [
    'import {\n  createPool,\n  migrate,\n} from "@app/postgres";',
    'import { createPool } from "@app/postgres";\nimport { migrate } from "@app/sql";',
  ],
  [
    "import { migrate, type Migration, transaction as run } from '@app/postgres';",
    "import { migrate, type Migration } from '@app/sql';\nimport { transaction as run } from '@app/sql/unfenced';",
  ],
  ["import { createPool } from '@app/postgres';", "import { createPool } from '@app/postgres';"],
  ["import { parts } from '@app/postgres/local';", "import { parts } from '@app/postgres/local';"],
  ["import { createClient } from '@app/dynamodb';", "import { createClient } from '@app/dynamodb/unfenced';"],
  [
    "import { createClient, isConditionFailed, type Table } from '@app/dynamodb';",
    "import { createClient } from '@app/dynamodb/unfenced';\nimport { isConditionFailed, type Table } from '@app/dynamodb';",
  ],
  ["import { toItem } from '@app/dynamodb';", "import { toItem } from '@app/dynamodb';"],
])('%s', (before, after) => {
  expect(moved('services/parcel-label/src/main.ts', before)).toBe(after);
  expect(moved('services/parcel-label/src/main.ts', after)).toBe(after);
  expect(moved(`packages/${before.includes('dynamodb') ? 'dynamodb' : 'postgres'}/src/mine.ts`, before)).toBe(before);
});

test.each([
  [
    '{\n  "dependencies": {\n    "@app/core": "*",\n    "@app/postgres": "*",\n    "pg": "8.23.1"\n  }\n}',
    '{\n  "dependencies": {\n    "@app/core": "*",\n    "@app/postgres": "*",\n    "@app/sql": "*",\n    "pg": "8.23.1"\n  }\n}',
  ],
  ['{ "dependencies": { "@app/postgres": "*" } }', '{ "dependencies": { "@app/postgres": "*", "@app/sql": "*" } }'],
  ['{ "name": "@app/postgres" }', '{ "name": "@app/postgres" }'],
  ['{ "name": "@app/sql", "dependencies": { "@app/postgres": "*" } }', undefined],
])('%s', (before, after = before) => {
  expect(moved('services/parcel-label/package.json', before)).toBe(after);
  expect(moved('services/parcel-label/package.json', after)).toBe(after);
});
