import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { type Decision, type EdgeRequest, type EdgeResponse, loadEdgeFunction, type Route } from './function.ts';
import { askOrigin, NoAnswerError, type Origin, type OriginRequest } from './origin.ts';

/** What an edge is started with: a function and the origins of its distribution. */
export type EdgeOptions = {
  /** The source of the function for viewer requests, as it is deployed. */
  readonly code: string;
  readonly origins: readonly Origin[];
  /** The id of the behaviour's origin. */
  readonly target: string;
  /** What is in the key value store at the start. */
  readonly keyValues?: Readonly<Record<string, string>>;
  /** The port to listen on; any free one without it. */
  readonly port?: number;
  /** Hears of what the function throws. A viewer gets 503 for it, as in the cloud. */
  readonly onError?: (error: Error) => void;
};

/** A running edge on 127.0.0.1. */
export type Edge = {
  readonly url: string;
  /** Changes a value of the key value store. In the cloud it takes seconds until every edge has it. */
  set(key: string, value: string): void;
  stop(): Promise<void>;
};

/**
 * Stands before the origins as a CloudFront distribution would: the real function decides per request, and an origin group tries its first
 * origin for every request anew.
 */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { code, origins, target, port = 0, onError = () => {} } = options;
  const keyValues = new Map(Object.entries(options.keyValues ?? {}));
  const decide = loadEdgeFunction({ code, originIds: origins.map(({ id }) => id), target, keyValues });
  const byId = new Map(origins.map((origin) => [origin.id, origin]));

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    let decision: Decision;
    try {
      decision = await decide(requestOf(incoming), incoming.socket.remoteAddress ?? '');
    } catch (error) {
      onError(error as Error);
      sendText(outgoing, 503, 'the edge function failed');
      return;
    }
    if ('response' in decision) return sendResponse(outgoing, decision.response);
    const aborting = new AbortController();
    outgoing.once('close', () => aborting.abort());
    try {
      const found = await throughRoute(decision.route, originRequest(decision.request, incoming, aborting.signal));
      outgoing.writeHead(found.statusCode ?? 502, withoutHops(found.headers));
      await pipeline(found, outgoing);
    } catch (error) {
      if (outgoing.headersSent || aborting.signal.aborted) outgoing.destroy();
      else sendText(outgoing, error instanceof NoAnswerError ? error.statusCode : 502, (error as Error).message);
    }
  }

  async function throughRoute({ origins: ids, failoverOn }: Route, asked: OriginRequest): Promise<IncomingMessage> {
    const [first, second] = ids.map((id) => byId.get(id));
    if (!first) throw new Error('the function chose no origin');
    if (!second) return askOrigin(first, asked);
    try {
      const found = await askOrigin(first, asked);
      if (!failoverOn.includes(found.statusCode ?? 0)) return found;
      found.resume();
    } catch (error) {
      if (!(error instanceof NoAnswerError) || !failoverOn.includes(error.failoverCode)) throw error;
    }
    return askOrigin(second, asked);
  }

  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (key, value) => void keyValues.set(key, value),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function requestOf({ method = 'GET', url = '/', headers }: IncomingMessage): EdgeRequest {
  const { pathname, searchParams } = new URL(url, 'http://edge');
  const { cookie = '', ...others } = headers;
  const cookies = cookie
    .split('; ')
    .filter(Boolean)
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
  return {
    method,
    uri: pathname,
    querystring: valuesOf([...searchParams]),
    headers: valuesOf(
      Object.entries(others).flatMap(([name, value]) => [value].flat().map((one) => [name, one ?? ''])),
    ),
    cookies: valuesOf(cookies),
  };
}

function valuesOf(pairs: readonly (readonly string[])[]): EdgeRequest['headers'] {
  const values: EdgeRequest['headers'] = {};
  for (const [name = '', value = ''] of pairs) {
    const before = values[name];
    if (!before) values[name] = { value };
    else before.multiValue = [...(before.multiValue ?? [{ value: before.value }]), { value }];
  }
  return values;
}

function originRequest(request: EdgeRequest, incoming: IncomingMessage, signal: AbortSignal): OriginRequest {
  const query = pairsOf(request.querystring).map((pair) => pair.map(encodeURIComponent).join('='));
  const cookie = pairsOf(request.cookies).map((pair) => pair.join('='));
  const hasBody =
    incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined;
  return {
    method: request.method,
    path: [request.uri, ...(query.length > 0 ? [query.join('&')] : [])].join('?'),
    headers: {
      ...withoutHops(Object.fromEntries(pairsOf(request.headers))),
      ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
      ...(hasBody && incoming.headers['transfer-encoding'] && { 'transfer-encoding': 'chunked' }),
      'x-forwarded-for': incoming.socket.remoteAddress ?? '',
    },
    ...(hasBody && { body: incoming }),
    signal,
  };
}

function pairsOf(values: Readonly<Record<string, { value: string; multiValue?: { value: string }[] }>>) {
  return Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((one): [string, string] => [name, one.value]),
  );
}

/** Headers that are about one connection, and not about the message. */
const hops = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
]);

function withoutHops<Headers extends IncomingHttpHeaders | Record<string, string>>(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hops.has(name))) as Headers;
}

function sendResponse(
  outgoing: ServerResponse,
  { statusCode, statusDescription, headers = {}, body }: EdgeResponse,
): void {
  for (const [name, { value, multiValue }] of Object.entries(headers)) {
    outgoing.setHeader(name, multiValue ? multiValue.map((one) => one.value) : value);
  }
  if (statusDescription) outgoing.writeHead(statusCode, statusDescription);
  else outgoing.writeHead(statusCode);
  if (typeof body === 'object') outgoing.end(Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8'));
  else outgoing.end(body);
}

function sendText(outgoing: ServerResponse, statusCode: number, text: string): void {
  outgoing.writeHead(statusCode, { 'content-type': 'text/plain' });
  outgoing.end(text);
}
