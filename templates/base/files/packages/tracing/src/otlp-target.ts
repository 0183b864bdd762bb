import type { HttpTarget } from './post-spans.ts';

/** Settings of a process. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads OpenTelemetry's own settings: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` as it stands, or
 * `OTEL_EXPORTER_OTLP_ENDPOINT` with `/v1/traces` behind it; `OTEL_EXPORTER_OTLP_HEADERS` is `name=value,name=value`, percent-encoded.
 * `undefined` when no endpoint is set.
 */
export function otlpTarget(env: Env): HttpTarget | undefined {
  const base = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || (base && `${base.replace(/\/$/, '')}/v1/traces`);
  if (!url) return undefined;
  const headers = parseHeaders(env.OTEL_EXPORTER_OTLP_HEADERS ?? '');
  return { url, headers: () => headers };
}

function parseHeaders(text: string): Record<string, string> {
  const pairs = text.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 ? [[pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** A stray `%` is taken as it stands: a typo in a header must not stop the function. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
