import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hydrateBinaries } from './local-binaries.ts';

/** A server that runs. */
export type LocalServer = { readonly url: string; stop(): Promise<void> };

const guardian = fileURLToPath(new URL('./local-process.mjs', import.meta.url));

/**
 * Starts a real Postgres from npm's binaries on 127.0.0.1. It runs under a guardian process, so that it ends with us
 * even when we are killed. With `keep` the data folder stays and writes are safe; without, both are given up for speed.
 */
export async function startPostgres(dataDir: string, keep: boolean): Promise<LocalServer> {
  await hydrateBinaries();
  await endForgotten(dataDir);
  if (!keep) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(join(dataDir, '..'), { recursive: true });
  letPostgresIn(join(dataDir, '..'));
  const port = await freePort();
  const child = fork(guardian, [JSON.stringify({ dataDir, keep, port })], {
    execArgv: [],
    // Ctrl-C must not reach the server before those who still write to it.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  await ready(child);
  return {
    url: `postgres://postgres:local@127.0.0.1:${port}/postgres`,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.send('stop');
      }),
  };
}

/** As root the server runs as the user `postgres`, who must be able to pass through the folder above its own. */
function letPostgresIn(folder: string): void {
  if (process.getuid?.() === 0) chmodSync(folder, statSync(folder).mode | 0o011);
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4_000);
    });
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Postgres ended with ${code}:\n${said}`)));
  });
}

/** A guardian that was killed leaves its server behind, and that one holds the data folder. */
async function endForgotten(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGINT');
    while (existsSync(file)) {
      process.kill(pid, 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch {
    // It is gone, with or without its file.
    rmSync(file, { force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
