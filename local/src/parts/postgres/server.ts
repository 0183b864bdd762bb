import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../free-port.ts';
import { ownModule } from '../../own-module.ts';
import { typescriptArgs } from '../../typescript.ts';
import { letPostgresIn } from './access.ts';
import { hydrateBinaries } from './binaries.ts';
import { settleFolder } from './folder.ts';
import { endLeftover, localUrl } from './leftover.ts';

/** A running server, and the process that guards it. */
export type PostgresServer = { readonly url: string; readonly guardian: number; stop(): Promise<void> };

/** Options of a server besides its folder. */
export type ServerOptions = {
  /** Settings of Postgres itself, such as `max_connections=40`. */
  readonly settings?: readonly string[];
  /** A file for everything the server logs. */
  readonly logFile?: string;
  /** The port to listen on. Without it, any free one. */
  readonly port?: number;
};

const guardianFile = fileURLToPath(ownModule('guardian', import.meta.url));

/**
 * Starts a real Postgres from npm's binaries on 127.0.0.1. It runs under a guardian process, so that it stops even when
 * this process is killed. With `keep` the data folder stays and writes are safe; without `keep` both are given up for
 * speed. Throws when another run uses the folder, and with Postgres' own message when it does not start.
 */
export async function startPostgres(
  dataDir: string,
  keep: boolean,
  { settings = [], logFile, port }: ServerOptions = {},
): Promise<PostgresServer> {
  const binaries = await hydrateBinaries();
  await endLeftover(dataDir);
  settleFolder(dataDir);
  if (!keep) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dirname(dataDir), { recursive: true });
  letPostgresIn(dataDir, binaries);
  const listening = port ?? (await freePort(0));
  const child = fork(guardianFile, [JSON.stringify({ dataDir, keep, port: listening, settings, logFile })], {
    // The published guardian is JavaScript and needs no support for TypeScript.
    execArgv: guardianFile.endsWith('.ts') ? typescriptArgs() : [],
    // Ctrl-C must not reach the server before the processes that still write to it.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  await ready(child);
  return {
    url: localUrl(listening),
    guardian: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        if (child.connected) child.send('stop');
      }),
  };
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
