import pg from 'pg';

/** Opens a session on the server at `url`, and ends it after `work`. */
export async function withSession<T>(url: string, work: (session: pg.Client) => Promise<T>): Promise<T> {
  const session = new pg.Client({ connectionString: url, connectionTimeoutMillis: 30_000 });
  // A server that goes away fails the query. The same news as an event must not end the process.
  session.on('error', () => {});
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end().catch(() => {});
  }
}
