/** One request as the load saw it. `ok` is false for a server error (5xx) and when no answer came. */
export type Sample = { readonly route: string; readonly ms: number; readonly ok: boolean };

/** The figures of a route under load: milliseconds, and the share of failed requests from 0 to 1. */
export type Figures = {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly errorRate: number;
};

/** The figures of each route by name, and of all requests together. */
export function figuresOf(samples: readonly Sample[]): { all: Figures; routes: Record<string, Figures> } {
  const routes = [...new Set(samples.map(({ route }) => route))].sort();
  return {
    all: summarise(samples),
    routes: Object.fromEntries(routes.map((name) => [name, summarise(samples.filter(({ route }) => route === name))])),
  };
}

/** The smallest value that is at least as large as the share `p` (0 to 1) of all values; 0 when there are no values. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0;
}

function summarise(samples: readonly Sample[]): Figures {
  const times = samples.map(({ ms }) => ms);
  const failed = samples.filter(({ ok }) => !ok).length;
  return {
    requests: samples.length,
    p50Ms: rounded(percentile(times, 0.5)),
    p95Ms: rounded(percentile(times, 0.95)),
    errorRate: samples.length === 0 ? 0 : Math.round((failed / samples.length) * 10_000) / 10_000,
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
