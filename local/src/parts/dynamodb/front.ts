import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { crc32 } from 'node:zlib';
import { apiError, isApiError } from './api-error.ts';

/** Answers one operation. Throws an `ApiError` that the client is to get. */
export type Operate = (request: Record<string, unknown>) => Promise<object>;

const maxBytes = 16 * 1024 * 1024;

/** Answers a request. Answers `undefined` for a request that is not its own. */
export type Intercept = (
  request: IncomingMessage,
) => ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | undefined;

/** Gives `server` requests that are answered here. Everything else is answered as before. */
export function intercept(server: Server, own: Intercept): void {
  const [before] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const handle = own(request);
    if (!handle) return before?.(request, response);
    handle(request, response).catch((error: unknown) => {
      // The server must not live on with a change of which nobody knows how far it came.
      queueMicrotask(() => {
        throw error;
      });
    });
  });
}

/** Lets `operations` answer for themselves, by their name. dynalite answers all others. */
export function inFront(server: Server, operations: Readonly<Record<string, Operate>>): void {
  intercept(server, ({ headers, method }) => {
    const [, name] = String(headers['x-amz-target'] ?? '').match(/^DynamoDB_20120810\.(\w+)$/) ?? [];
    const operate = name && Object.hasOwn(operations, name) && operations[name];
    if (!operate || method !== 'POST') return undefined;
    return (request, response) => answer(request, response, operate);
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, operate: Operate): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return;
  const { status, answered } = await outcome(request, body, operate);
  const bytes = Buffer.from(JSON.stringify(answered));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': bytes.length,
    'x-amz-crc32': crc32(bytes),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(bytes);
}

async function outcome(
  request: IncomingMessage,
  body: string,
  operate: Operate,
): Promise<{ readonly status: number; readonly answered: object }> {
  try {
    if (!request.headers.authorization?.startsWith('AWS4-')) {
      throw apiError('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    }
    return { status: 200, answered: await operate(parse(body)) };
  } catch (error) {
    if (!isApiError(error)) throw error;
    return { status: error.statusCode, answered: error.body };
  }
}

function parse(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
  } catch {
    // Not JSON: the same answer as for JSON that is no object.
  }
  throw apiError('SerializationException', 'The request is not a JSON object.');
}

/** The body of a request. Answers `undefined` when the client went away or sent more than DynamoDB takes. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        request.destroy();
        return undefined;
      }
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}
