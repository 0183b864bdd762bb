import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SpanTarget } from '../contract/index.ts';
import { parseOtlp } from './otlp-span.ts';
import { TraceStore } from './trace-tree.ts';

/** A running receiver of spans. */
export type Receiver = { readonly url: string; readonly traces: TraceStore; stop(): Promise<void> };

/** How a receiver is started. */
export type ReceiverOptions = {
  /** The preferred port, used when it is free. 0 takes any. */
  readonly port: number;
  /** Another OTLP endpoint that gets a copy of everything. */
  readonly forwardTo?: SpanTarget | undefined;
};

/** Receives OTLP over HTTP as JSON on 127.0.0.1, and keeps the spans in memory. */
export async function startReceiver({ port, forwardTo }: ReceiverOptions): Promise<Receiver> {
  const traces = new TraceStore();
  const server = createServer(async (request, response) => {
    try {
      if (request.method !== 'POST' || request.url !== '/v1/traces') return response.writeHead(404).end();
      if (!request.headers['content-type']?.startsWith('application/json')) {
        return response.writeHead(415).end('this receiver reads OTLP in JSON only');
      }
      const body = await readText(request);
      traces.add(parseOtlp(body));
      if (forwardTo) forward(forwardTo, body).catch(() => {});
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    } catch (error) {
      response.writeHead(400).end(String(error));
    }
  });
  const listen = (at: number) =>
    new Promise<void>((ready, fail) => {
      server.once('error', fail);
      server.listen(at, '127.0.0.1', () => {
        server.off('error', fail);
        ready();
      });
    });
  await listen(port).catch(() => listen(0));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    traces,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Sends a copy on. A failure is ignored, because the traces are stored here anyway. */
async function forward({ url, headers }: SpanTarget, body: string): Promise<void> {
  const wanted = { 'content-type': 'application/json', ...(await headers(body)) };
  await fetch(url, { method: 'POST', headers: wanted, body });
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
