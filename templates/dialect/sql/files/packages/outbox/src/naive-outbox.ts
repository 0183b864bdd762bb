import type { CloudEvent } from '@app/core';
import { type Env, openDb } from '@app/sql';
import { insertEvents } from './insert-events.ts';

/**
 * The control of every claim about the outbox: reads with a cursor, `position > last`. It loses each event whose
 * transaction took its number early and committed late. Never use it; `npm run demo:naive` shows why.
 */
export async function openNaiveOutbox(env: Env) {
  // Writers hold their transactions open side by side.
  const db = openDb({ ...env, DATABASE_POOL: '16' });
  return {
    /** Inserts the event, waits for `held`, then commits: a slow transaction. */
    write: (event: CloudEvent, held: () => Promise<unknown>): Promise<void> =>
      db.write(async (client) => {
        await insertEvents(client, [event]);
        await held();
      }),

    /** What is visible behind the cursor, in the order of the numbers. */
    async after(cursor: string | undefined, limit: number): Promise<{ cursor: string; event: CloudEvent }[]> {
      const rows = await db.read<{ position: string; event: CloudEvent }>(
        'SELECT position, event FROM outbox WHERE position > $1 ORDER BY position LIMIT $2',
        [cursor ?? '0', limit],
      );
      return rows.map(({ position, event }) => ({ cursor: position, event }));
    },

    close: () => db.close(),
  };
}
