import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Readable } from 'node:stream';

/** One origin of a distribution, with the patience that it has in the deploy files. */
export type Origin = {
  readonly id: string;
  readonly url: string;
  /** How long one try to connect may take. The cloud takes 1 to 10 seconds. */
  readonly connectTimeoutMs: number;
  /** How often it tries to connect: 1 to 3 times. */
  readonly connectAttempts: number;
  /** How long it waits for an answer, and for the next bytes of one. */
  readonly responseTimeoutMs: number;
};

/** A request to an origin. */
export type OriginRequest = {
  readonly method: string;
  /** The path with the query. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** Sent as it comes, and once: a body that was sent is not sent again. */
  readonly body?: Readable;
  readonly signal: AbortSignal;
};

/** Nobody answered. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  /** The status that a viewer gets for it. */
  readonly statusCode: 502 | 504;
  /**
   * The status that an origin group takes it for: 503 when nobody could be reached, 504 when nothing was said in time.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   */
  readonly failoverCode: 503 | 504;

  constructor(message: string, statusCode: 502 | 504, failoverCode: 503 | 504) {
    super(message);
    this.statusCode = statusCode;
    this.failoverCode = failoverCode;
  }
}

/** Asks an origin. Answers what it says, whatever the status. Throws `NoAnswerError` when it cannot be reached or says nothing in time. */
export async function askOrigin(origin: Origin, asked: OriginRequest): Promise<IncomingMessage> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await askOnce(origin, asked);
    } catch (error) {
      const isLast = attempt >= origin.connectAttempts;
      if (isLast || !(error instanceof NotConnectedError)) throw asNoAnswer(origin, error);
    }
  }
}

/** No byte of the request was sent. */
class NotConnectedError extends Error {
  readonly isTimeout: boolean;

  constructor(isTimeout: boolean, cause?: unknown) {
    super('not connected', { cause });
    this.isTimeout = isTimeout;
  }
}

function asNoAnswer({ id }: Origin, error: unknown): NoAnswerError {
  if (error instanceof NoAnswerError) return error;
  const isTimeout = error instanceof NotConnectedError && error.isTimeout;
  return new NoAnswerError(`origin ${id}: ${(error as Error).message}`, isTimeout ? 504 : 502, 503);
}

function askOnce(origin: Origin, { method, path, headers, body, signal }: OriginRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(origin.url);
    const options = { hostname, port, path, method, headers: { ...headers, host }, agent: false as const, signal };
    const outgoing = request(options);
    let isConnected = false;
    const connecting = setTimeout(() => outgoing.destroy(new NotConnectedError(true)), origin.connectTimeoutMs);
    outgoing.once('socket', (socket) => {
      socket.once('connect', () => {
        isConnected = true;
        clearTimeout(connecting);
        // Silence on the socket, before the answer and in the middle of it.
        socket.setTimeout(origin.responseTimeoutMs, () =>
          socket.destroy(new NoAnswerError(`origin ${origin.id} said nothing in time`, 504, 504)),
        );
        if (body) body.pipe(outgoing);
        else outgoing.end();
      });
    });
    outgoing.once('response', resolve);
    outgoing.once('error', (error) => {
      clearTimeout(connecting);
      reject(isConnected || error instanceof NotConnectedError ? error : new NotConnectedError(false, error));
    });
  });
}
