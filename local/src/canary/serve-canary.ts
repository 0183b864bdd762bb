import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Canary, type CanaryOptions, createCanary } from './create-canary.ts';

/** A running canary. */
export type ServedCanary = Pick<Canary, 'state'> & { readonly url: string; stop(): Promise<void> };

/** Serves a canary on a free port of 127.0.0.1. */
export async function serveCanary(options: CanaryOptions): Promise<ServedCanary> {
  const canary = createCanary(options);
  const server = createServer((request, response) => void canary.handle(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state: canary.state,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}
