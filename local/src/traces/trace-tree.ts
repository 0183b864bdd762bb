import type { TraceSpan } from './otlp-span.ts';

/** A span and what it caused: its children, and spans of other traces that link to it. */
export type TraceTree = { readonly span: TraceSpan; readonly children: readonly TraceTree[] };

/** Spans of many processes, connected by trace id and by links. It drops the oldest when there are too many. */
export class TraceStore {
  readonly #spans = new Map<string, TraceSpan>();
  readonly #followers = new Map<string, Set<string>>();
  readonly #most: number;

  constructor(most = 20_000) {
    this.#most = most;
  }

  add(spans: readonly TraceSpan[]): void {
    for (const span of spans) {
      const id = keyOf(span);
      this.#spans.set(id, span);
      for (const cause of causesOf(span)) {
        const followers = this.#followers.get(cause) ?? new Set();
        this.#followers.set(cause, followers.add(id));
      }
    }
    for (const [id, span] of this.#spans) {
      if (this.#spans.size <= this.#most) break;
      this.#spans.delete(id);
      this.#followers.delete(id);
      for (const cause of causesOf(span)) this.#followers.get(cause)?.delete(id);
    }
  }

  /** Every request that came from outside, oldest first, with everything it caused. */
  requests(): TraceTree[] {
    return [...this.#spans.values()]
      .filter((span) => span.kind === 'server' && !this.#spans.has(parentKey(span)))
      .map((span) => this.#tree(span, new Set()))
      .sort((a, b) => a.span.startMs - b.span.startMs);
  }

  #tree(span: TraceSpan, seen: Set<string>): TraceTree {
    const id = keyOf(span);
    seen.add(id);
    const children = [...(this.#followers.get(id) ?? [])]
      .flatMap((follower) => this.#spans.get(follower) ?? [])
      .sort((a, b) => a.startMs - b.startMs);
    return {
      span,
      // A span may link to its own ancestor, or to two spans of this tree. It is shown only once.
      children: children.flatMap((child) => (seen.has(keyOf(child)) ? [] : [this.#tree(child, seen)])),
    };
  }
}

/** The number of spans in a tree. */
export function sizeOf(tree: TraceTree): number {
  return tree.children.reduce((sum, child) => sum + sizeOf(child), 1);
}

/** All spans of a tree, parents first. */
export function spansOf(tree: TraceTree): TraceSpan[] {
  return [tree.span, ...tree.children.flatMap(spansOf)];
}

/**
 * The keys of the spans that caused a span. A link is more exact than a parent: an invocation that handled a batch
 * belongs to many requests, the linked span to one.
 */
function causesOf(span: TraceSpan): string[] {
  if (span.links.length > 0) return span.links.map(keyOf);
  return span.parentSpanId ? [parentKey(span)] : [];
}

function parentKey(span: TraceSpan): string {
  return `${span.traceId}/${span.parentSpanId ?? ''}`;
}

/** The key of a span, unique among all traces. */
export function keyOf({ traceId, spanId }: { readonly traceId: string; readonly spanId: string }): string {
  return `${traceId}/${spanId}`;
}
