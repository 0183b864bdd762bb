import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Native } from './handlers.ts';

/** Makes a Lambda handler for an API Gateway HTTP API (payload format 2.0) of a Fetch handler. */
export function httpHandler(
  fetch: (request: Request, native: Native<APIGatewayProxyEventV2>) => Promise<Response>,
): (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2> {
  return async (event, context) => resultOf(await fetch(requestOf(event), { event, context }));
}

function requestOf(event: APIGatewayProxyEventV2): Request {
  const { method } = event.requestContext.http;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value);
  // API Gateway takes the cookies out of the headers.
  if (event.cookies?.length) headers.set('cookie', event.cookies.join('; '));
  const scheme = headers.get('x-forwarded-proto') ?? 'https';
  const query = event.rawQueryString ? `?${event.rawQueryString}` : '';
  const hasBody = event.body !== undefined && method !== 'GET' && method !== 'HEAD';
  return new Request(`${scheme}://${event.requestContext.domainName}${event.rawPath}${query}`, {
    method,
    headers,
    ...(hasBody && { body: event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64') : (event.body ?? '') }),
  });
}

async function resultOf(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const headers: Record<string, string> = {};
  // `Headers` joins repeated ones with commas, as API Gateway wants them; cookies have a field of their own.
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value;
  const cookies = response.headers.getSetCookie();
  const body = Buffer.from(await response.arrayBuffer());
  const text = isText(response.headers);
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length > 0 && { cookies }),
    body: body.toString(text ? 'utf8' : 'base64'),
    isBase64Encoded: !text,
  };
}

const textTypes = /^(text\/|application\/(.+\+)?(json|xml)|application\/(javascript|x-www-form-urlencoded))/;

function isText(headers: Headers): boolean {
  if (headers.has('content-encoding')) return false;
  const type = headers.get('content-type');
  return type === null || textTypes.test(type);
}
