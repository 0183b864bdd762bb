import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { cannotAnswer, isRead, withoutQuery } from './fallback.ts';
import { type Forwarded, forward, passedOn } from './forward.ts';
import { addressSetting } from './places.ts';
import { type Records, withoutThrowing } from './record.ts';
import { type Route, routeOf } from './routes.ts';
import type { RoutesFile } from './routes-file.ts';
import { createShadow } from './shadow.ts';

/** What a router needs. */
export type RouterOptions = {
  readonly routes: RoutesFile;
  /** The address of a service or a function; `undefined` when it is not known here. */
  readonly addressOf: (name: string) => string | undefined;
  readonly records: Records;
  /** How long the new side may take to begin the answer to a read, in milliseconds. */
  readonly newTimeoutMs: number;
};

/** For the old side, which may be as slow as it was without a router, and for writes, which are not cut off. */
const patientMs = 120_000;

/** Answers every request from the old side, but those of the routes that were flipped. */
export function createRouter(
  options: RouterOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { routes, newTimeoutMs } = options;
  const records = withoutThrowing(options.records);
  const shadowOf = createShadow({ ...options, records });

  function addressOf(name: string): string {
    const address = options.addressOf(name);
    if (!address) throw new Error(`${addressSetting(name)} is not set`);
    return address;
  }

  /** A read from the new side; `undefined` where it cannot answer, and the record says why. */
  async function readNew(route: Route, asked: Forwarded): Promise<IncomingMessage | undefined> {
    const path = withoutQuery(asked.path);
    try {
      const answer = await forward(addressOf(route.new), asked, newTimeoutMs);
      if (!cannotAnswer(route, answer.statusCode)) return answer;
      answer.resume();
      records.add(route.name, { path, fellBack: `status ${answer.statusCode}` });
    } catch (error) {
      records.add(route.name, { path, fellBack: (error as Error).message });
    }
    return undefined;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = forwardedOf(request);
    const path = withoutQuery(asked.path);
    // Whether the router is up: the shop has a health of its own at its own address.
    if (asked.method === 'GET' && path === '/health') return sayHealthy(response);
    const known = routes.current();
    const route = routeOf(known, asked.method, path);
    // A read with a body cannot be asked twice: the body comes once.
    const read = isRead(asked.method) && !asked.body;
    if (route?.mode === 'new') {
      const answered = read ? await readNew(route, asked) : await forward(addressOf(route.new), asked, patientMs);
      if (answered) return pass(answered, response, route.new);
    }
    const old = addressOf(known.old);
    const shadow = route?.mode === 'shadow' && read ? shadowOf(route, asked, old) : undefined;
    const answered = await forward(old, shadow?.asked ?? asked, patientMs);
    shadow?.watch(answered);
    await pass(answered, response, known.old);
  }

  return async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      // A visitor who went away is no news.
      if (response.destroyed) return;
      console.error(`${request.method} ${withoutQuery(request.url ?? '')}: ${(error as Error).message}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { 'content-type': 'text/plain' }).end('Bad gateway\n');
    }
  };
}

function forwardedOf(request: IncomingMessage): Forwarded {
  const { method = 'GET', url = '/', headers, socket } = request;
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const host = headers['x-forwarded-host'] ?? headers.host;
  return {
    method,
    path: url,
    headers: {
      ...headers,
      'x-forwarded-for': [headers['x-forwarded-for'], socket.remoteAddress].filter(Boolean).join(', '),
      ...(host && { 'x-forwarded-host': host }),
    },
    ...(hasBody && { body: request }),
  };
}

async function pass(answer: IncomingMessage, response: ServerResponse, by: string): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, { ...passedOn(answer.headers), 'x-served-by': by });
  await pipeline(answer, response);
}

function sayHealthy(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
}
