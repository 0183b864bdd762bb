import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A proxy that disturbs the traffic between two sides, for control runs. */
export type Meddler = { readonly url: string; stop(): Promise<void> };

/**
 * Passes every request on to `target`. It answers `delayMs` later, with the body that `change` returns. Listens on
 * 127.0.0.1.
 */
export async function startMeddler(
  target: string,
  { delayMs = 0, change = (body) => body }: { delayMs?: number; change?: (body: string) => string },
): Promise<Meddler> {
  const server = createServer(async (request, response) => {
    try {
      const asked = await bytesOf(request);
      const answer = await fetch(`${target}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
        ...(asked.length > 0 && { body: asked }),
      });
      const body = change(await answer.text());
      if (delayMs > 0) await wait(delayMs);
      response
        .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
        .end(body);
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bytesOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
