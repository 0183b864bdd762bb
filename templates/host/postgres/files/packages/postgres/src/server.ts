type Statements = { query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }> };

/** The server's own number of the connection that this statement takes. */
export async function connectionOf(client: Statements): Promise<number> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return (rows[0] as { pid: number }).pid;
}

/** Ends a connection, as a server does that restarts or finds it idle. */
export async function endConnection(other: Statements, connection: number): Promise<void> {
  await other.query('SELECT pg_terminate_backend($1)', [connection]);
}

/** From now on a transaction that inserts into this table fails at the very end, at COMMIT. */
export async function failAtCommit(client: Statements, table: string, message: string): Promise<void> {
  await client.query(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE '${message}'; END $$;
    CREATE CONSTRAINT TRIGGER fail_at_commit AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION fail()`);
}

/** Whether a statement of anybody waits for a lock. */
export async function somebodyWaits(client: Statements): Promise<boolean> {
  return (await client.query('SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1')).rows.length > 0;
}
