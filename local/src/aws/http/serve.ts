import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection, Invoke } from '../../contract/index.ts';
import { ThrottledError } from '../../throttled-error.ts';
import { httpEvent } from './event.ts';
import { writeResult } from './result.ts';

/** API Gateway's limit for a body. */
const largestBody = 10 * 1024 * 1024;

/**
 * Serves a function over HTTP on 127.0.0.1, as an API Gateway HTTP API with one `$default` route. Throws when the port
 * is taken. `onLine` gets a line about each call that fails.
 */
export async function serveHttp(
  invoke: Invoke,
  port: number,
  onLine: (line: string) => void = console.warn,
): Promise<Connection> {
  const server = createServer((request, response) => {
    answer(invoke, request, response, onLine).catch((error) => {
      onLine(`${request.method} ${request.url}: ${error}`);
      response.destroy();
    });
  });
  await new Promise<void>((ready, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', ready);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    title: 'HTTP',
    url,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function answer(
  invoke: Invoke,
  request: IncomingMessage,
  response: ServerResponse,
  onLine: (line: string) => void,
): Promise<void> {
  const body = await readBody(request);
  if (!body) return refuse(response, 413, 'Request Entity Too Large');
  try {
    writeResult(response, await invoke(httpEvent(request, body)));
  } catch (error) {
    // A real API tells its caller no more than this.
    if (error instanceof ThrottledError) return refuse(response, 503, 'Service Unavailable');
    onLine(`${request.method} ${request.url}: ${error}`);
    refuse(response, 500, 'Internal Server Error');
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size > largestBody ? undefined : Buffer.concat(chunks);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  writeResult(response, {
    statusCode: status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  });
}
