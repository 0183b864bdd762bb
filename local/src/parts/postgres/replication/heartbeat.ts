import { setTimeout as wait } from 'node:timers/promises';
import { withSession } from '../session.ts';

const table = `
  CREATE SCHEMA IF NOT EXISTS replication;
  CREATE TABLE IF NOT EXISTS replication.heartbeat (one boolean PRIMARY KEY CHECK (one), at timestamptz NOT NULL)`;

const beat = `
  INSERT INTO replication.heartbeat VALUES (true, clock_timestamp())
  ON CONFLICT (one) DO UPDATE SET at = excluded.at`;

/** A heartbeat that runs. */
export type Heartbeat = { stop(): Promise<void> };

/**
 * Writes the time into one row of the server at `url`, again and again. A standby refuses it, and so does a server that
 * is down: it tries on, and beats as soon as the server takes writes.
 */
export function startHeartbeat(url: string, everyMs = 100): Heartbeat {
  const stopping = new AbortController();
  const pause = () => wait(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
  const beats = async () => {
    while (!stopping.signal.aborted) {
      await withSession(url, async (session) => {
        await session.query(table);
        while (!stopping.signal.aborted) {
          await session.query(beat);
          await pause();
        }
      }).catch(() => {});
      await pause();
    }
  };
  const ended = beats();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
