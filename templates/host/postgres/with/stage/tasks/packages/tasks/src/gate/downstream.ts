import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '@app/postgres';
import type { Downstream } from 'serverless-workshop/contract';
import { type ConnectionEvent, peakOf } from 'serverless-workshop/gates';
import { startPostgres } from 'serverless-workshop/parts/postgres';

/** A Postgres of its own that takes `most` connections. */
export async function startDownstream(most: number): Promise<Downstream> {
  const folder = mkdtempSync(join(tmpdir(), 'storm-'));
  const logFile = join(folder, 'log');
  const server = await startPostgres(join(folder, 'data'), false, {
    settings: [`max_connections=${most}`, 'log_connections=on', 'log_disconnections=on'],
    logFile,
  });
  let read = 0;
  let open = 0;
  return {
    title: `a Postgres with ${most} connections`,
    open() {
      const pool = createPool({ DATABASE_URL: server.url });
      return {
        call: async (busyMs) => void (await pool.query('SELECT pg_sleep($1)', [busyMs / 1000])),
        close: () => pool.end(),
      };
    },
    async readLog() {
      const text = readFileSync(logFile, 'utf8');
      const found = peakOf(eventsOf(text.slice(read)), open);
      read = text.length;
      open = found.open;
      return found;
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function eventsOf(log: string): ConnectionEvent[] {
  return log.split('\n').flatMap((line): ConnectionEvent[] => {
    if (line.includes('connection authorized:')) return ['opened'];
    if (line.includes('disconnection:')) return ['closed'];
    return /too many clients already|connection slots are reserved/.test(line) ? ['refused'] : [];
  });
}
