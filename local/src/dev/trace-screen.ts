import { hasFailed, linesOf, type TreeLine } from '../traces/print-tree.ts';
import { keyOf, spansOf, type TraceTree } from '../traces/trace-tree.ts';
import { Tally } from './trace-tally.ts';

/** What to print: the tree of a request, later spans of a request that was shown, or a summary of many requests. */
export type Shown =
  | { readonly kind: 'tree' | 'later'; readonly title: string; readonly lines: readonly TreeLine[] }
  | { readonly kind: 'sum'; readonly lines: readonly string[] };

/** A request is shown when no span has come for this long. */
const quietMs = 1500;
/**
 * At most this many trees, and this many later steps, of requests of one name are shown in one window. Further ones are
 * summarised. Under load the limit is one of each. A request of another name is shown also while a load goes on.
 */
const most = 5;
const mostUnderLoad = 1;
const windowMs = 5000;

type Seen = { size: number; since: number; shown: ReadonlySet<string>; summed: boolean };

/** Decides which requests are shown and how. Each span is shown once; under load requests are summarised. */
export class TraceScreen {
  #seen = new Map<string, Seen>();
  #tally = new Tally();
  #windowFrom = Number.NEGATIVE_INFINITY;
  #shown = new Map<string, number>();
  #most = most;

  /** The things to print now. `now` is in ms. */
  look(requests: readonly TraceTree[], now: number): Shown[] {
    if (now - this.#windowFrom >= windowMs && (this.#shown.size > 0 || !this.#tally.empty)) {
      this.#windowFrom = now;
      this.#shown.clear();
      this.#most = this.#tally.empty ? most : mostUnderLoad;
      const lines = this.#tally.take();
      if (lines.length > 0) return [{ kind: 'sum', lines }, ...this.#lookAt(requests, now)];
    }
    return this.#lookAt(requests, now);
  }

  #lookAt(requests: readonly TraceTree[], now: number): Shown[] {
    const before = this.#seen;
    this.#seen = new Map();
    return requests.flatMap((tree) => {
      const id = keyOf(tree.span);
      const spans = spansOf(tree);
      const known = before.get(id) ?? { size: 0, since: now, shown: new Set<string>(), summed: false };
      this.#seen.set(id, known);
      if (known.size !== spans.length) {
        known.size = spans.length;
        known.since = now;
        return [];
      }
      if (known.summed || known.shown.size >= spans.length || now - known.since < quietMs) return [];
      const wasShown = known.shown;
      known.shown = new Set(spans.map(keyOf));
      if (tree.span.name.endsWith('/health') && !spans.some(hasFailed)) return [];
      const later = wasShown.size > 0;
      const lines = linesOf(tree, later ? wasShown : undefined);
      const kind = `${later ? 'later' : 'tree'} ${tree.span.name}`;
      const shown = this.#shown.get(kind) ?? 0;
      if (shown >= this.#most) {
        known.summed = true;
        if (later) this.#tally.addLater(lines.map(({ span }) => span));
        else this.#tally.add(tree);
        return [];
      }
      if (this.#shown.size === 0) this.#windowFrom = now;
      this.#shown.set(kind, shown + 1);
      return [{ kind: later ? 'later' : 'tree', title: tree.span.name, lines }];
    });
  }
}
