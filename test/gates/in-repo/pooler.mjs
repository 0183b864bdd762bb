import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrations, openOutbox } from '@app/outbox';
import { parts } from '@app/postgres/local';
import { migrate } from '@app/sql';
import { createPool } from '@app/sql/unfenced';

// Runs in a composed repo, with a real pgbouncer in transaction mode before a real Postgres. Prints what happened as JSON.
const replicas = 20;
const minute = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'pooler-'));
const [postgres] = parts;
const server = await postgres.start({ dataDir: join(folder, 'postgres'), keep: false, env: {} });
const direct = server.env.DATABASE_URL;
const pooler = await startPooler(Number(new URL(direct).port));
const narrow = (i) => `${pooler.url}/narrow?application_name=replica-${i}`;
const wide = (i) => `${pooler.url}/wide?application_name=replica-${i}`;

try {
  const migrated = await Promise.all(
    Array.from({ length: 4 }, (_, i) => onPool(wide(i), (pool) => migrate(pool, migrations))),
  );
  const result = {
    migrations: migrations.length,
    applied: migrated.flat().length,
    leaseWide: await raceForLease(wide),
    leaseNarrow: await raceForLease(narrow),
    advisoryDirect: await raceForAdvisoryLock(() => direct),
    advisoryPooled: await raceForAdvisoryLock(narrow),
    suite: await contractSuite(),
  };
  console.log(JSON.stringify(result));
} finally {
  await pooler.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** How many of the replicas, each with its own connection, get the outbox's lease; and how many while it is held. */
async function raceForLease(urlOf) {
  const outboxes = await Promise.all(
    Array.from({ length: replicas }, (_, i) => openOutbox({ DATABASE_URL: urlOf(i), DATABASE_POOLER: 'transaction' })),
  );
  const won = await Promise.all(outboxes.map((outbox, i) => outbox.lease(`replica-${i}`, minute)));
  const holder = won.find(Boolean)?.holder;
  const late = await Promise.all(outboxes.map((outbox, i) => outbox.lease(`late-${i}`, minute)));
  await outboxes[0].lease(holder, 0);
  for (const outbox of outboxes) await outbox.close();
  return { winners: won.filter(Boolean).length, late: late.filter(Boolean).length };
}

/** How many of the replicas, each with its own connection, are told that they hold the advisory lock, all at once. */
async function raceForAdvisoryLock(urlOf) {
  const pools = Array.from({ length: replicas }, (_, i) =>
    createPool({ DATABASE_URL: urlOf(i), DATABASE_POOLER: 'transaction' }),
  );
  const answers = await Promise.all(pools.map((pool) => pool.query('SELECT pg_try_advisory_lock(1) AS held')));
  for (const pool of pools) await pool.end();
  return { winners: answers.filter(({ rows }) => rows[0].held).length };
}

/** The outbox's own tests, with everything they do going through the pooler. */
async function contractSuite() {
  // A server of one's own is named in this file.
  writeFileSync('.env', `DATABASE_URL=${wide('suite')}\nDATABASE_POOLER=transaction\n`);
  const vitest = spawn(process.execPath, ['node_modules/.bin/vitest', 'run', 'packages/outbox']);
  let said = '';
  vitest.stdout.on('data', (chunk) => {
    said += chunk;
  });
  vitest.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(vitest, 'close');
  rmSync('.env');
  return { code, said: said.slice(-4_000) };
}

async function onPool(url, work) {
  const pool = createPool({ DATABASE_URL: url, DATABASE_POOLER: 'transaction' });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

async function startPooler(postgresPort) {
  const port = await freePort();
  // It does not run as root either, and reads these as somebody else.
  chmodSync(folder, 0o755);
  const to = `host=127.0.0.1 port=${postgresPort}`;
  writeFileSync(join(folder, 'users.txt'), '"postgres" "local"\n');
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
narrow = ${to} dbname=postgres pool_size=1
wide = ${to} dbname=postgres pool_size=10
* = ${to}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
`,
  );
  const asUser = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
  const pgbouncer = spawn('pgbouncer', [...asUser, join(folder, 'pgbouncer.ini')], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  let said = '';
  pgbouncer.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  const gone = new Promise((resolve) => pgbouncer.once('exit', resolve));
  const failed = new Promise((_, reject) => {
    pgbouncer.once('error', reject);
    pgbouncer.once('exit', (code) => reject(new Error(`pgbouncer ended with ${code}:\n${said}`)));
  });
  failed.catch(() => {});
  await Promise.race([untilOpen(port), failed]);
  return {
    url: `postgres://postgres:local@127.0.0.1:${port}`,
    async stop() {
      pgbouncer.kill('SIGTERM');
      await gone;
    },
  };
}

async function untilOpen(port) {
  for (;;) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await delay(20);
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
