import type { Database } from '@app/core';
import { type Env, openDb } from '@app/sql';
import { documentsOn } from './documents.ts';
import { effectsOn } from './effects.ts';

export { migrations } from './migrations.ts';

/** Opens where the new functions keep their state: a SQL database. Connects with the first query. */
export async function openDatabase(env: Env): Promise<Database> {
  const db = openDb(env);
  return { effects: effectsOn(db), documents: documentsOn(db), close: db.close };
}
