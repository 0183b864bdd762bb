import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import {
  type Answer,
  cannotAnswer,
  differencesOf,
  forward,
  isRead,
  negotiated,
  passedOn,
  type Records,
  type Route,
  type Routes,
  routeOf,
} from '@app/router';

/** What answers a request. */
export type Fetch = (request: Request) => Promise<Response>;

/** What a front needs. */
export type FrontOptions = {
  readonly routes: Routes;
  /** The address of the API in which every route that has left the shop is. */
  readonly functions: string;
  /** Answers everything else, and whatever the other side cannot. */
  readonly shop: Fetch;
  readonly records: Records;
  /** How long the other side may take for a read, in milliseconds. */
  readonly newTimeoutMs: number;
};

/** A write is not cut off here: the timeout of the shop's function ends it. */
const patientMs = 120_000;

/** The router inside of the shop's function: it decides as `services/router` does, but the shop is a call away and not a request. */
export function createFront({ routes, functions, shop, records, newTimeoutMs }: FrontOptions): Fetch {
  async function askNew(route: Route, request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const { method } = request;
    const asked = { method, path: `${pathname}${search}`, headers: headersOf(request) };
    if (isRead(method))
      return responseOf(await forward(functions, asked, newTimeoutMs / 2), route.new, newTimeoutMs / 2);
    const body = Object.assign(Readable.from([Buffer.from(await request.arrayBuffer())]), { complete: true });
    return responseOf(await forward(functions, { ...asked, body }, patientMs), route.new, patientMs);
  }

  /** A read from the new side, else from the shop; the record says why. */
  async function readNew(route: Route, request: Request, path: string): Promise<Response> {
    try {
      const answer = await askNew(route, request);
      if (!cannotAnswer(route, answer.status)) return answer;
      records.add(route.name, { path, fellBack: `status ${answer.status}` });
    } catch (error) {
      records.add(route.name, { path, fellBack: (error as Error).message });
    }
    return shop(request);
  }

  /** The shop's answer; the new side is asked beside it. Lambda stops a function that has answered, so the comparison comes first. */
  async function readBoth(route: Route, visited: Request, path: string): Promise<Response> {
    const request = new Request(visited);
    for (const name of negotiated) request.headers.delete(name);
    const first = askNew(route, request);
    first.catch(() => {});
    const answer = await shop(request);
    try {
      let now = await first;
      if (cannotAnswer(route, now.status)) {
        records.add(route.name, { path, fellBack: `status ${now.status}` });
        return answer;
      }
      let differences = differencesOf(await answerOf(answer), await answerOf(now), route.mayDiffer);
      if (differences.length > 0) {
        // The order may have changed between the two questions, so only a difference that shows again counts.
        const again = await shop(request);
        now = await askNew(route, request);
        differences = differencesOf(await answerOf(again), await answerOf(now), route.mayDiffer);
      }
      records.add(route.name, { path, differences });
    } catch (error) {
      records.add(route.name, { path, skipped: (error as Error).message });
    }
    return answer;
  }

  return async (request) => {
    const path = new URL(request.url).pathname;
    const route = routeOf(routes, request.method, path);
    if (route?.mode === 'new') return isRead(request.method) ? readNew(route, request, path) : askNew(route, request);
    return route?.mode === 'shadow' && isRead(request.method) ? readBoth(route, request, path) : shop(request);
  };
}

function headersOf({ headers }: Request): Record<string, string> {
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return { ...Object.fromEntries(headers), ...(host && { 'x-forwarded-host': host }) };
}

/** The whole answer. Throws when its end does not come within `timeoutMs`. */
async function responseOf(answer: IncomingMessage, by: string, timeoutMs: number): Promise<Response> {
  const headers = new Headers({ 'x-served-by': by });
  for (const [name, values] of Object.entries(passedOn(answer.headers))) {
    for (const value of [values].flat()) headers.append(name, value);
  }
  const timer = setTimeout(() => answer.destroy(new Error(`no end of the answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    const body = Buffer.concat(await answer.toArray());
    return new Response(body.length > 0 ? body : null, { status: answer.statusCode ?? 502, headers });
  } finally {
    clearTimeout(timer);
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const body = Buffer.from(await response.clone().arrayBuffer());
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', body };
}
