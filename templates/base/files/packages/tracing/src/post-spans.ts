import { otlpJson } from './otlp-json.ts';
import type { SendSpans } from './span-buffer.ts';

/** Where spans go. `headers` are asked for every request, since a signature depends on the body. */
export type HttpTarget = {
  readonly url: string;
  headers(body: string): Promise<Record<string, string>> | Record<string, string>;
};

/** Sends spans as OTLP/HTTP JSON. The returned function throws when the endpoint refuses, or answers other than 2xx. */
export function postSpans(target: HttpTarget): SendSpans {
  return async (spans, signal) => {
    const body = otlpJson(spans);
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await target.headers(body)) },
      body,
      signal,
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${target.url} answered ${response.status}`);
  };
}
