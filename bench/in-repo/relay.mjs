import { openOutbox } from '@app/outbox';
import { contest, timed } from './contest.mjs';
import { ourRelay } from './our-relay.mjs';
import { onPostgres } from './postgres.mjs';

// Compares the relay on a full outbox with the same SQL by hand. The stream accepts everything at once, so the
// difference is the cost of the outbox, the lease, the traces and the order of events.
const count = 4_000;
const batch = 100;

await onPostgres(async (env, pool) => {
  const outbox = await openOutbox(env);
  const ours = ourRelay({ outbox, pool, count, batch });

  async function byHand() {
    await pool.query(
      `UPDATE outbox_lease SET holder = 'by hand', fence = fence + 1, expires_at = now() + interval '1 minute'`,
    );
    const { rows: leases } = await pool.query('SELECT fence FROM outbox_lease');
    for (;;) {
      const { rows } = await pool.query(
        'SELECT event FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT $1',
        [batch],
      );
      if (rows.length === 0) break;
      const client = await pool.connect();
      await client.query('BEGIN');
      const { rows: fences } = await client.query('SELECT fence FROM outbox_lease FOR SHARE');
      if (fences[0].fence !== leases[0].fence) throw new Error('the lease is lost');
      await client.query('UPDATE outbox SET published_at = now() WHERE id = ANY ($1) AND published_at IS NULL', [
        rows.map(({ event }) => event.id),
      ]);
      await client.query('COMMIT');
      client.release();
    }
    await pool.query("UPDATE outbox_lease SET expires_at = 'epoch'");
  }

  await contest(
    {
      bare: async () => {
        await ours.fill();
        return timed(byHand);
      },
      ours: async () => {
        await ours.fill();
        return timed(ours.run);
      },
    },
    { rounds: 9, count },
  );
  await outbox.close();
});
