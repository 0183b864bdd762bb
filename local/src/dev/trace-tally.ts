import { percentile } from '../gates/figures.ts';
import type { TraceSpan } from '../traces/otlp-span.ts';
import { hasFailed } from '../traces/print-tree.ts';
import { spansOf, type TraceTree } from '../traces/trace-tree.ts';

/** Counts requests that are too many to be shown one by one. */
export class Tally {
  #trees: TraceTree[] = [];
  #laters: TraceSpan[] = [];

  get empty(): boolean {
    return this.#trees.length + this.#laters.length === 0;
  }

  add(tree: TraceTree): void {
    this.#trees.push(tree);
  }

  /** Adds steps that came after their request was shown. */
  addLater(spans: readonly TraceSpan[]): void {
    this.#laters.push(...spans);
  }

  /** One line for each route: how many requests, their statuses, and how long they took. Empties the tally. */
  take(): string[] {
    const [trees, laters] = [this.#trees, this.#laters];
    [this.#trees, this.#laters] = [[], []];
    return [...routesOf(trees), ...latersOf(laters)];
  }
}

function routesOf(trees: readonly TraceTree[]): string[] {
  const routes = [...new Set(trees.map(({ span }) => span.name))].sort();
  const wide = Math.max(...routes.map((name) => name.length));
  return routes.map((name) => {
    const those = trees.filter(({ span }) => span.name === name);
    const times = those.map(({ span }) => span.endMs - span.startMs);
    const steps = those.flatMap((tree) => spansOf(tree).slice(1)).filter(hasFailed).length;
    return [
      `${name.padEnd(wide)}  ${those.length} more ${those.length === 1 ? 'request' : 'requests'}`,
      statusesOf(those),
      `half within ${percentile(times, 0.5).toFixed(0)} ms, the slowest ${Math.max(...times).toFixed(0)} ms`,
      ...(steps > 0 ? [`failed steps: ${steps}`] : []),
    ].join('; ');
  });
}

/** `201 × 590, 409 × 10`. */
function statusesOf(trees: readonly TraceTree[]): string {
  const counts = new Map<string, number>();
  for (const { span } of trees) {
    const status = span.error === undefined ? String(span.httpStatus ?? 'ok') : 'failed';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [...counts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([status, count]) => `${status} × ${count}`)
    .join(', ');
}

function latersOf(spans: readonly TraceSpan[]): string[] {
  if (spans.length === 0) return [];
  const failed = spans.filter(hasFailed).length;
  return [
    `later: ${spans.length} more ${spans.length === 1 ? 'step' : 'steps'} of requests shown before${failed > 0 ? `; ${failed} failed` : ''}`,
  ];
}
