import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';

/** A request as it is passed on. */
export type Forwarded = {
  readonly method: string;
  /** Path and query, as they came. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** What is sent along; without it the request has no body. */
  readonly body?: Readable & { readonly complete: boolean };
};

const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

/** Headers that belong to one connection, not to the message. */
const ofTheConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Passes a request on, and answers as soon as the headers are there. Throws when nobody answers within `timeoutMs`. */
export async function forward(target: string, forwarded: Forwarded, timeoutMs: number): Promise<IncomingMessage> {
  try {
    return await send(target, forwarded, timeoutMs);
  } catch (error) {
    // The other side closed a kept connection at the moment we took it: it has seen nothing of a request without a body.
    if (!(error instanceof StaleConnectionError) || forwarded.body) throw error;
    return send(target, forwarded, timeoutMs);
  }
}

class StaleConnectionError extends Error {}

function send(target: string, { method, path, headers, body }: Forwarded, timeoutMs: number): Promise<IncomingMessage> {
  const { protocol, origin, host, pathname } = new URL(target);
  const secure = protocol === 'https:';
  return new Promise((done, fail) => {
    const options = { method, headers: { ...passedOn(headers), host } };
    const url = `${origin}${pathname.replace(/\/$/, '')}${path}`;
    const request = secure
      ? httpsRequest(url, { ...options, agent: agents.https })
      : httpRequest(url, { ...options, agent: agents.http });
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    request.once('response', (answer) => {
      clearTimeout(timer);
      done(answer);
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      fail(request.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnectionError(error.message) : error);
    });
    if (!body) return request.end();
    // The visitor went away in the middle of the body: the other side must not take half of it for the whole.
    body.once('close', () => body.complete || request.destroy(new Error('the visitor went away')));
    body.pipe(request);
  });
}

/** The headers of a message without those of its connection. */
export function passedOn(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = new Set((headers.connection ?? '').toLowerCase().split(/\s*,\s*/));
  const kept = Object.entries(headers).filter(([name]) => !ofTheConnection.has(name) && !named.has(name));
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as Record<string, string | string[]>;
}
