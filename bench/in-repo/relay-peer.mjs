import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import { openOutbox } from '@app/outbox';
import { contest, timed } from './contest.mjs';
import { orderEvents } from './order-events.mjs';
import { ourRelay } from './our-relay.mjs';
import { onPostgres } from './postgres.mjs';

// Compares the relay with pg-transactional-outbox and its logical replication listener, which that package recommends.
// Each has its own table in one Postgres. The stream accepts everything at once. The peer runs without its two
// protections, because they are extra writes.
const [peer] = process.argv.slice(2);
const { DatabaseSetup, getDisabledLogger, initializeReplicationMessageListener } = createRequire(import.meta.url)(peer);
const count = 1_000;
const batch = 100;
const setup = {
  outboxOrInbox: 'outbox',
  database: 'postgres',
  schema: 'public',
  table: 'peer_outbox',
  listenerRole: 'postgres',
  publication: 'peer_publication',
  replicationSlot: 'peer_slot',
};

await onPostgres(
  async (env, pool) => {
    const outbox = await openOutbox(env);
    await pool.query(DatabaseSetup.dropAndCreateTable(setup));
    await pool.query("CREATE PUBLICATION peer_publication FOR TABLE peer_outbox WITH (publish = 'insert')");

    const ours = ourRelay({ outbox, pool, count, batch });

    async function fillPeer() {
      await pool.query('TRUNCATE peer_outbox');
      await pool.query("SELECT pg_create_logical_replication_slot('peer_slot', 'pgoutput')");
      await pool.query(
        `INSERT INTO peer_outbox (id, aggregate_type, aggregate_id, message_type, segment, payload)
       SELECT (event ->> 'id')::uuid, 'order', event ->> 'partitionkey', event ->> 'type', event ->> 'partitionkey', event
       FROM jsonb_array_elements($1::jsonb) AS event`,
        [JSON.stringify(orderEvents(count))],
      );
    }

    async function byPeer() {
      const at = { connectionString: env.DATABASE_URL };
      const [stop] = initializeReplicationMessageListener(
        {
          outboxOrInbox: 'outbox',
          dbListenerConfig: at,
          dbHandlerConfig: at,
          settings: {
            dbSchema: setup.schema,
            dbTable: setup.table,
            dbPublication: setup.publication,
            dbReplicationSlot: setup.replicationSlot,
            enableMaxAttemptsProtection: false,
            enablePoisonousMessageProtection: false,
          },
        },
        { handle: async () => {} },
        getDisabledLogger(),
      );
      for (;;) {
        const { rows } = await pool.query('SELECT count(*)::int AS open FROM peer_outbox WHERE processed_at IS NULL');
        if (rows[0].open === 0) return stop;
        await wait(5);
      }
    }

    async function dropSlot() {
      for (;;) {
        const { rows } = await pool.query("SELECT active FROM pg_replication_slots WHERE slot_name = 'peer_slot'");
        if (!rows[0]?.active) break;
        await wait(5);
      }
      await pool.query("SELECT pg_drop_replication_slot('peer_slot')");
    }

    await contest(
      {
        bare: async () => {
          await fillPeer();
          let stop;
          const ms = await timed(async () => {
            stop = await byPeer();
          });
          await stop();
          await dropSlot();
          return ms;
        },
        ours: async () => {
          await ours.fill();
          return timed(ours.run);
        },
      },
      { rounds: 5, count },
    );
    await outbox.close();
  },
  ['wal_level=logical', 'max_wal_senders=4'],
);
