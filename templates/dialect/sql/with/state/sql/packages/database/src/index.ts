import type { Database } from '@app/core';
import { type Env, openPool } from '@app/sql';
import { documentsOn } from './documents.ts';
import { effectsOn } from './effects.ts';

export { migrations } from './migrations.ts';

/** Opens where the new functions keep their state: a SQL database. Connects with the first query. */
export async function openDatabase(env: Env): Promise<Database> {
  const { pool, close } = openPool(env);
  return { effects: effectsOn(pool), documents: documentsOn(pool), close };
}
