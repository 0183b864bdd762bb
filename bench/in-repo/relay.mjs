import { openOutbox } from '@app/outbox';
import { createRelay } from '@app/relay';
import { startTelemetry } from '@app/telemetry';
import { contest, timed } from './contest.mjs';
import { orderEvents } from './order-events.mjs';
import { onPostgres } from './postgres.mjs';

// The relay on a full outbox, against the same SQL by hand. The stream takes everything at once: what is left is the
// outbox, the lease, the traces and the order of things.
const count = 4_000;
const batch = 100;

await onPostgres(async (env, pool) => {
  const outbox = await openOutbox(env);
  async function fill() {
    await pool.query('TRUNCATE outbox');
    await pool.query(
      `INSERT INTO outbox (id, key, event)
       SELECT event ->> 'id', event ->> 'partitionkey', event FROM jsonb_array_elements($1::jsonb) AS event`,
      [JSON.stringify(orderEvents(count))],
    );
  }

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

  async function byRelay() {
    let published = 0;
    const relay = createRelay({
      outbox,
      stream: {
        publish: async (events) => {
          published += events.length;
          return { failed: [] };
        },
        close: async () => {},
      },
      telemetry: startTelemetry('bench', {}),
      settings: { leaseMs: 60_000, pollMs: 1, lingerMs: 600_000, batch },
    });
    await relay.run(() => (published < count ? 600_000 : 0));
    if (published !== count) throw new Error(`published ${published} of ${count}`);
  }

  await contest(
    {
      bare: async () => {
        await fill();
        return timed(byHand);
      },
      ours: async () => {
        await fill();
        return timed(byRelay);
      },
    },
    { rounds: 9, count },
  );
  await outbox.close();
});
