import { openDatabase } from '@app/database';
import { createReceipt } from '@app/receipt';
import { startTelemetry } from '@app/telemetry';
import { contest, timed } from './contest.mjs';
import { orderEvents } from './order-events.mjs';
import { onPostgres } from './postgres.mjs';

// Compares the receipt function, which uses one transaction per record, with the same SQL by hand. Mail and chat do
// nothing.
const count = 1_000;
const batchSize = 25;

await onPostgres(async (env, pool) => {
  const { effects, documents, close } = await openDatabase(env);
  const nothing = async () => {};
  const receipt = createReceipt({
    effects,
    documents,
    mailer: { send: nothing },
    chat: { say: nothing },
    telemetry: startTelemetry('bench', {}),
  });
  const batches = () => {
    const records = orderEvents(count).map((event, i) => ({
      id: String(i),
      key: event.partitionkey,
      body: JSON.stringify(event),
    }));
    return Array.from({ length: count / batchSize }, (_, i) => records.slice(i * batchSize, (i + 1) * batchSize));
  };

  const empty = () => pool.query('TRUNCATE effects, documents');

  async function byHand({ body }) {
    const { id: eventId, data: order } = JSON.parse(body);
    const text = order.lines.map(({ quantity, name }) => `${quantity} x ${name}`).join('\n');
    const document = JSON.stringify({ orderId: order.id, eventId, text, to: order.customer.email });
    const client = await pool.connect();
    await client.query('BEGIN');
    const { rowCount } = await client.query('INSERT INTO effects (key) VALUES ($1) ON CONFLICT DO NOTHING', [
      `receipt:${eventId}`,
    ]);
    if (rowCount === 1) {
      await client.query(
        `INSERT INTO documents (collection, id, document) VALUES ($1, $2, $3)
         ON CONFLICT (collection, id) DO UPDATE SET document = excluded.document`,
        ['receipts', order.id, document],
      );
    }
    await client.query('COMMIT');
    client.release();
    await pool.query('SELECT document FROM documents WHERE collection = $1 AND id = $2', ['receipts', order.id]);
    for (const mark of ['mailedAt', 'saidAt']) {
      await pool.query('UPDATE documents SET document = document || $3 WHERE collection = $1 AND id = $2', [
        'receipts',
        order.id,
        JSON.stringify({ [mark]: new Date().toISOString() }),
      ]);
    }
  }

  await contest(
    {
      bare: async () => {
        await empty();
        const all = batches();
        return timed(async () => {
          for (const batch of all) for (const record of batch) await byHand(record);
        });
      },
      ours: async () => {
        await empty();
        const all = batches();
        return timed(async () => {
          for (const batch of all) {
            const { failed } = await receipt(batch);
            if (failed.length > 0) throw new Error(`${failed.length} records failed`);
          }
        });
      },
    },
    { rounds: 7, count },
  );
  await close();
});
