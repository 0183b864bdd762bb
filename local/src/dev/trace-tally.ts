import { percentile } from '../gates/figures.ts';
import { hasFailed } from '../traces/print-tree.ts';
import { spansOf, type TraceTree } from '../traces/trace-tree.ts';

/** Counts requests that are too many to be shown one by one. */
export class Tally {
  #trees: TraceTree[] = [];

  get empty(): boolean {
    return this.#trees.length === 0;
  }

  add(tree: TraceTree): void {
    this.#trees.push(tree);
  }

  /** One line for each route: how many requests, their statuses, and how long they took. Empties the tally. */
  take(): string[] {
    const trees = this.#trees;
    this.#trees = [];
    const routes = [...new Set(trees.map(({ span }) => span.name))].sort();
    const wide = Math.max(...routes.map((name) => name.length));
    return routes.map((name) => {
      const those = trees.filter(({ span }) => span.name === name);
      const times = those.map(({ span }) => span.endMs - span.startMs);
      const steps = those.flatMap((tree) => spansOf(tree).slice(1)).filter(hasFailed).length;
      return [
        `${name.padEnd(wide)}  ${those.length} more requests`,
        statusesOf(those),
        `half within ${percentile(times, 0.5).toFixed(0)} ms, the slowest ${Math.max(...times).toFixed(0)} ms`,
        ...(steps > 0 ? [`${steps} failed steps`] : []),
      ].join('; ');
    });
  }
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
