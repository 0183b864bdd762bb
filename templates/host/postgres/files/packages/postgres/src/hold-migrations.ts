/** The lock is on the table and ends with the transaction, so that it holds behind a pooler too. */
export async function holdMigrations(transaction: { query(sql: string): Promise<unknown> }): Promise<void> {
  // A change of a big table may take longer than any request; so may the wait for another runner.
  await transaction.query('SET LOCAL statement_timeout = 0');
  await transaction.query('LOCK TABLE migrations IN EXCLUSIVE MODE');
}
