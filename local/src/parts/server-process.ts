import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { typescriptArgs } from '../typescript.ts';

/** A server in its own process. A failure in it, or in a client that is killed, does not affect this process. */
export type ServerProcess = {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  stop(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
};

/** Starts the module `entry`, which calls `serveParent`. Throws when it ends before it listens. */
export async function startServerProcess(
  entry: URL,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ServerProcess> {
  const child = fork(fileURLToPath(entry), args, {
    // These servers use functions that Node has deprecated.
    execArgv: ['--no-deprecation', ...typescriptArgs()],
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((ready, fail) => {
    child.once('message', (message) => ready((message as { port: number }).port));
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`${fileURLToPath(entry)} ended with ${code} while it started`)));
  });
  const end = async (how: () => void) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    how();
    await gone;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => end(() => child.disconnect()),
    kill: () => end(() => child.kill('SIGKILL')),
  };
}

/**
 * The server's side: listens on 127.0.0.1, tells the parent the port, and ends with the parent. Port 0 takes a free
 * one. These servers throw when a client was killed in the middle of a request. That must not end the process.
 */
export function serveParent(server: Server, port = 0): void {
  let ending = false;
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (ending || error.code === 'ECONNRESET' || error.code === 'EPIPE') return;
    console.error(error);
    process.exit(1);
  });
  // Ctrl-C reaches every process of a terminal. The parent decides when this one ends.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => {
    ending = true;
    server.close(() => process.exit());
    server.closeAllConnections();
  });
  server.listen(port, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
}
