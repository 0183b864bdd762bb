import { openFence, type Select, type Transaction } from '@app/sql';
import { dbOn, type Pool, plainPool } from '@app/sql/unfenced';

export type { Transaction };

/** Runs one statement and answers its rows. What does not begin with SELECT writes, and a region that may not write refuses it. */
export type Query = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** The shop's database. */
export type Db = {
  /** For migrations. What the shop reads and writes goes through `query` and `transaction`. */
  readonly pool: Pool;
  readonly query: Query;
  /** Commits what `work` did, or rolls all of it back when it throws. */
  transaction<Result>(work: (client: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

/** Opens the pool. `DATABASE_URL` says where, `DATABASE_POOL` how many connections (10). Connects with the first query. */
export function openDb(env: Readonly<Record<string, string | undefined>>): Db {
  if (!env.DATABASE_URL) throw new Error('DATABASE_URL is not set: it names the database of the shop.');
  const pool = plainPool(env.DATABASE_URL, Number(env.DATABASE_POOL ?? 10), (error) =>
    console.error('connection lost:', error.message),
  );
  const db = dbOn(pool, openFence(env));
  return {
    pool,
    query: async <Row>(sql: string, values: readonly unknown[] = []) =>
      isSelect(sql) ? db.read<Row>(sql, values) : ((await db.change(sql, values)).rows as Row[]),
    transaction: (work) => db.write(work),
    close: () => pool.end(),
  };
}

function isSelect(sql: string): sql is Select {
  return sql.startsWith('SELECT ');
}
