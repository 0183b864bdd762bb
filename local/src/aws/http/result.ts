import type { ServerResponse } from 'node:http';

type Structured = {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | number | boolean>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
};

/**
 * Writes what a function returned as an HTTP API does. An answer without `statusCode` becomes the JSON body of a 200.
 */
export function writeResult(response: ServerResponse, answer: unknown): void {
  const result = structured(answer);
  response.statusCode = result.statusCode ?? 200;
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value));
  if (result.cookies?.length) response.setHeader('set-cookie', [...result.cookies]);
  response.end(Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8'));
}

function structured(answer: unknown): Structured {
  if (typeof answer === 'object' && answer !== null && 'statusCode' in answer) return answer as Structured;
  const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
}
