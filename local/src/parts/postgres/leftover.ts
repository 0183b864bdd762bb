import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const patienceMs = 10_000;

/** Errors while a server starts, recovers or stops: SQLSTATE, or the socket's own code. */
const notYet = new Set(['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE']);

/** The name under which a guardian stays connected to its server. */
const guardianName = 'guardian';

/** The address of a local server. Only this machine can reach it, so its password is no secret. */
export function localUrl(port: number): string {
  return `postgres://postgres:local@127.0.0.1:${port}/postgres`;
}

/**
 * Stops a server whose guardian was killed and that still holds the data folder. Its pid file names a process, but
 * after a crash of the machine another process may have that id. So the server itself is asked for its data folder.
 * Throws when a living run uses the folder.
 */
export async function endLeftover(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  const found = pid && port ? await ask(port, dataDir) : 'gone';
  if (found === 'guarded') {
    throw new Error(`another run uses the data in ${dataDir}: end that one first, or set DATABASE_URL`);
  }
  if (found === 'left' && pid) {
    process.kill(pid, 'SIGINT');
    await within(`the old server (process ${pid}) did not end`, () => !existsSync(file));
  }
  rmSync(file, { force: true });
}

async function ask(port: number, dataDir: string): Promise<'gone' | 'left' | 'guarded'> {
  let answer: 'gone' | 'left' | 'guarded' | undefined;
  await within('the old server did not come up', async () => {
    answer = await askOnce(port, dataDir);
    return answer !== undefined;
  });
  return answer ?? 'gone';
}

/** Asks the server once. `undefined` while it is starting or recovering. */
async function askOnce(port: number, dataDir: string): Promise<'gone' | 'left' | 'guarded' | undefined> {
  const client = new pg.Client({ connectionString: localUrl(port), connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; guarded: boolean }>(
      `SELECT current_setting('data_directory') AS folder,
              EXISTS (SELECT FROM pg_stat_activity WHERE application_name = $1) AS guarded`,
      [guardianName],
    );
    const [row] = rows;
    if (!row || realpathSync(row.folder) !== realpathSync(dataDir)) return 'gone';
    return row.guarded ? 'guarded' : 'left';
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    return notYet.has(code) || /Connection terminated/.test(message) ? undefined : 'gone';
  } finally {
    await client.end().catch(() => {});
  }
}

async function within(otherwise: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(otherwise);
    await delay(20);
  }
}
