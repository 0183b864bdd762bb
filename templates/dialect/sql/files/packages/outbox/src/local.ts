import type { CloudEvent } from '@app/core';
import { type Env, migrate, openDb } from '@app/sql';
import { createPool } from '@app/sql/unfenced';
import { insertEvents } from './insert-events.ts';
import { migrations } from './migrations.ts';

export { openNaiveOutbox } from './naive-outbox.ts';

/** Makes the tables. Safe to run again. */
export async function prepare(env: Env): Promise<void> {
  const pool = createPool(env);
  try {
    await migrate(pool, migrations);
  } finally {
    await pool.end();
  }
}

/** Writes rows one after the other, as an application in another language would: `event` is the JSON of anything. */
export async function writeRows(
  env: Env,
  rows: readonly { readonly id: string; readonly key: string; readonly event: string }[],
): Promise<void> {
  const pool = createPool(env);
  try {
    for (const { id, key, event } of rows) {
      await pool.query('INSERT INTO outbox (id, "key", event) VALUES ($1, $2, $3)', [id, key, event]);
    }
  } finally {
    await pool.end();
  }
}

/** Stores an event in a transaction of its own, for `npm run emit`. An application stores it in the one that makes the fact true. */
export async function store(env: Env, event: CloudEvent): Promise<void> {
  const db = openDb(env);
  try {
    await db.write((transaction) => insertEvents(transaction, [event]));
  } finally {
    await db.close();
  }
}
