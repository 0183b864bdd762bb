import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that an endpoint got, and what it can answer. */
export type Received = { readonly headers: IncomingMessage['headers']; readonly body: string; answer(): void };

/** An endpoint on 127.0.0.1 that answers when the test lets it. */
export async function openEndpoint(onRequest: (received: Received) => void) {
  const open = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    open.add(response);
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const answer = () => {
      open.delete(response);
      response.end('{}');
    };
    onRequest({ headers: request.headers, body: Buffer.concat(chunks).toString(), answer });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How many requests wait for an answer. */
    waiting: () => open.size,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
