import { createRelay } from '@app/relay';
import { startTelemetry } from '@app/telemetry';
import { orderEvents } from './order-events.mjs';

/** Fills the outbox with this many events. Then our relay empties it into a stream that accepts everything at once. */
export function ourRelay({ outbox, pool, count, batch }) {
  return {
    async fill() {
      await pool.query('TRUNCATE outbox');
      await pool.query(
        `INSERT INTO outbox (id, key, event)
         SELECT event ->> 'id', event ->> 'partitionkey', event FROM jsonb_array_elements($1::jsonb) AS event`,
        [JSON.stringify(orderEvents(count))],
      );
    },
    async run() {
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
    },
  };
}
