import type { Migration } from './migration.ts';
import { splitImport } from './split-import.ts';

/** Exports that were in the engine's package in 0.1.0 and are now shared by all SQL engines. Other exports are in both packages. */
const ofSql = new Map([
  ['Migration', '@app/sql'],
  ['migrate', '@app/sql'],
  ['openPool', '@app/sql/unfenced'],
  ['read', '@app/sql/unfenced'],
  ['transaction', '@app/sql/unfenced'],
]);

/** Ways to the table that pass no fence. */
const ofTable = new Map([
  ['createClient', '@app/dynamodb/unfenced'],
  ['createTable', '@app/dynamodb/unfenced'],
  ['tableDefinition', '@app/dynamodb/unfenced'],
]);

/**
 * 0.2.0: migrations, transactions and the shared pool moved from the engine's package to `@app/sql`, and what passes no fence to
 * `unfenced` there and in `@app/dynamodb`. This updates the user's own packages.
 */
export const toSql: Migration = {
  version: '0.2.0',
  title: 'migrations and transactions are in @app/sql now, for every SQL engine',
  edits: [
    { path: /^(packages\/(?!postgres\/)|services\/).+\.[cm]?tsx?$/, edit: withSqlImports },
    { path: /^(packages\/(?!dynamodb\/)|services\/).+\.[cm]?tsx?$/, edit: withTableImports },
    { path: /^(packages|services)\/[^/]+\/package\.json$/, edit: withSqlPackage },
  ],
};

function withSqlImports(text: string): string {
  return splitImport(text, '@app/postgres', ofSql);
}

function withTableImports(text: string): string {
  return splitImport(text, '@app/dynamodb', ofTable);
}

/** Adds the new package beside the engine's, which may still be imported. */
function withSqlPackage(text: string): string {
  if (text.includes('"@app/sql"')) return text;
  return text.replace(
    /([\s{])"@app\/postgres": "([^"]*)"/,
    (whole, before: string, version: string) =>
      `${whole},${before === '{' ? ' ' : indentOf(text, whole)}"@app/sql": "${version}"`,
  );
}

function indentOf(text: string, line: string): string {
  return /\n[ \t]*$/.exec(text.slice(0, text.indexOf(line) + 1))?.[0] ?? ' ';
}
