/** How Postgres names the types of columns. */
export const types = {
  key: 'text',
  text: 'text',
  json: 'jsonb',
  time: 'timestamptz',
  amount: 'bigint',
  numbered: (from = 1) => `bigint GENERATED ALWAYS AS IDENTITY (START WITH ${from})`,
};

/** How Postgres writes what every engine writes in its own way. */
export const sql = {
  now: 'now()',
  // now() stands still in a transaction, and while a statement waits for a row.
  clock: 'clock_timestamp()',
  later: (ms: string) => `clock_timestamp() + ${ms} * interval '1 millisecond'`,
  share: 'FOR SHARE',
  bytewise: (column: string) => `${column} COLLATE "C"`,
  retype: (table: string, column: string, type: string) => `ALTER TABLE ${table} ALTER COLUMN ${column} TYPE ${type}`,
  textOf: (column: string) => `${column}::text`,
  // The stored size is there at once, and the text has to be made. What is stored compressed in 2,000 bytes is half a megabyte of text at most.
  bytes: (column: string) =>
    `CASE WHEN pg_column_size(${column}) < 2000 THEN pg_column_size(${column}) ELSE octet_length(${column}::text) END`,
  merged: (column: string, fields: string) => `${column} || ${fields}`,
  upsert: (table: string, keys: readonly string[], columns: readonly string[]) =>
    `${insert(table, [...keys, ...columns])}
     ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  insertOnce: (table: string, columns: readonly string[]) => `${insert(table, columns)} ON CONFLICT DO NOTHING`,
  indexWhere: (name: string, table: string, column: string, condition: string) =>
    `CREATE INDEX ${name} ON ${table} (${column}) WHERE ${condition}`,
};

/** The lock is on the table and ends with the transaction, so that it holds behind a pooler too. */
export async function holdMigrations(transaction: { query(sql: string): Promise<unknown> }): Promise<void> {
  // A change of a big table may take longer than any request; so may the wait for another runner.
  await transaction.query('SET LOCAL statement_timeout = 0');
  await transaction.query('LOCK TABLE migrations IN EXCLUSIVE MODE');
}

function insert(table: string, columns: readonly string[]): string {
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`;
}
