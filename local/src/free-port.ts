import { type AddressInfo, createServer } from 'node:net';

/** Answers `preferred` when it is free on 127.0.0.1, else another free port. 0 takes any free port. */
export async function freePort(preferred: number): Promise<number> {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? 0;
}

/**
 * A free port below those that systems take for outgoing connections. A server that is down for a while finds it free
 * when it comes back.
 */
export async function lastingPort(): Promise<number> {
  const [lowest, count] = [20_000, 12_000];
  const port = await freePort(lowest + Math.floor(Math.random() * count));
  return port < lowest + count ? port : lastingPort();
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => done(taken));
    });
  });
}
