import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { minorDigits, readJson } from '@app/core';

/** A charge that was made. */
export type MadeCharge = { readonly id: string; readonly orderId: string; readonly amount: number };

/** A payment service for this machine. It knows idempotency keys, and forgets everything when it stops. */
export type PaymentService = {
  readonly url: string;
  /** Everything that was charged, oldest first. Also at `GET /charges`. */
  charges(): readonly MadeCharge[];
  stop(): Promise<void>;
};

/** Starts one on a free port of 127.0.0.1. */
export async function startPaymentService(): Promise<PaymentService> {
  const charges: MadeCharge[] = [];
  const byKey = new Map<string, MadeCharge>();

  function charge(
    request: IncomingMessage,
    body: { orderId?: unknown; amount?: unknown; currency?: unknown },
  ): [number, object] {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string') return [400, { error: 'the header Idempotency-Key is missing' }];
    const before = byKey.get(key);
    if (before) return [200, before];
    const { orderId, amount, currency } = body;
    if (typeof orderId !== 'string' || !Number.isSafeInteger(amount) || Number(amount) <= 0) {
      return [422, { error: 'a charge needs an orderId, and an amount in minor units' }];
    }
    if (typeof currency !== 'string' || minorDigits(currency) === undefined) {
      return [422, { error: 'a charge needs a currency of ISO 4217' }];
    }
    const made = { id: randomUUID(), orderId, amount: Number(amount) };
    byKey.set(key, made);
    charges.push(made);
    return [201, made];
  }

  async function handle(request: IncomingMessage): Promise<[number, object]> {
    const route = `${request.method} ${request.url}`;
    if (route === 'GET /charges') return [200, charges];
    if (route !== 'POST /charges') return [404, { error: 'not found' }];
    const body = await bytesOf(request);
    try {
      return charge(request, readJson(body) as object);
    } catch {
      return [400, { error: 'the body must be JSON' }];
    }
  }

  const server = createServer(async (request, response) => answer(response, await handle(request)));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    charges: () => charges,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(response: ServerResponse, [status, body]: [number, object]): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bytesOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
