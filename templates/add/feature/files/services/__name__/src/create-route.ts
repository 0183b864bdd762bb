import type { Documents } from '@app/core';
import type { Telemetry } from '@app/telemetry';
import { answer } from './answer.ts';

/** What the function needs. */
export type Ports = { readonly documents: Documents; readonly telemetry: Telemetry };

/** The parts of the path that begin with a colon, by name. */
export type Params = Readonly<Record<string, string>>;

/** The one route of this function; `services/router/routes.json` says who answers it. */
const route = '{{path}}';

/** Answers GET and HEAD of the route, each in a span of the request's trace. Everything else is not found here. */
export function createRoute(ports: Ports): (request: Request) => Promise<Response> {
  return async (request) => {
    const { method, headers } = request;
    const params = paramsOf(new URL(request.url).pathname);
    if (!params || (method !== 'GET' && method !== 'HEAD')) {
      return Response.json({ error: 'not found' }, { status: 404 });
    }
    const parent = {
      traceparent: headers.get('traceparent') ?? undefined,
      tracestate: headers.get('tracestate') ?? undefined,
    };
    return ports.telemetry.span(`${method} ${route}`, { kind: 'server', parent }, async (span) => {
      const response = await answer(params, ports);
      span.setAttribute('http.request.method', method);
      span.setAttribute('http.response.status_code', response.status);
      return method === 'HEAD' ? new Response(null, response) : response;
    });
  };
}

/** The parameters of a path that is the route's; `undefined` for any other. */
function paramsOf(pathname: string): Params | undefined {
  const wanted = route.split('/');
  const parts = pathname.split('/').map(decoded);
  if (wanted.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, name] of wanted.entries()) {
    const part = parts[i];
    if (name.startsWith(':') && part) params[name.slice(1)] = part;
    else if (name !== part) return undefined;
  }
  return params;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
