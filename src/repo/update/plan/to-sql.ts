import type { Migration } from './migration.ts';

/** What the engine's package had in 0.1.0, and all SQL engines share now. The other names of it are in both. */
const shared = /\b(Migration|migrate|openPool|read|transaction)\b/;

/** 0.2.0: migrations, transactions and the shared pool moved from the engine's package to `@app/sql`. The user's own packages follow. */
export const toSql: Migration = {
  version: '0.2.0',
  title: 'migrations and transactions are in @app/sql now, for every SQL engine',
  edits: [
    { path: /^(packages\/(?!postgres\/)|services\/).+\.[cm]?tsx?$/, edit: withSqlImports },
    { path: /^(packages|services)\/[^/]+\/package\.json$/, edit: withSqlPackage },
  ],
};

function withSqlImports(text: string): string {
  return text.replace(/^import (?:type )?\{([^}]*)\} from (['"])@app\/postgres\2/gm, (whole, names: string) =>
    shared.test(names) ? whole.replace('@app/postgres', '@app/sql') : whole,
  );
}

/** Named beside the engine, which a file of its own may still import. */
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
