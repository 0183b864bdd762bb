import { printTree } from '../traces/print-tree.ts';
import { sizeOf, type TraceStore, type TraceTree } from '../traces/trace-tree.ts';
import { bold, dim } from './screen.ts';

/** A request whose spans have stopped coming is shown; when more come later, it is shown again, whole. */
const quietMs = 1500;
const lookMs = 250;

/** Prints every request's way through the system as one tree. Answers how to stop. */
export function showTraces(traces: TraceStore): () => void {
  const seen = new Map<string, { size: number; since: number; shown: number }>();
  const timer = setInterval(() => {
    for (const tree of traces.requests().slice(-100)) look(tree);
  }, lookMs);

  function look(tree: TraceTree): void {
    const id = `${tree.span.traceId}/${tree.span.spanId}`;
    const size = sizeOf(tree);
    const known = seen.get(id);
    if (known?.size !== size) {
      seen.set(id, { size, since: Date.now(), shown: known?.shown ?? 0 });
      return;
    }
    if (known.shown === size || Date.now() - known.since < quietMs || tree.span.name.endsWith('/health')) return;
    known.shown = size;
    const [first = '', ...rest] = printTree(tree);
    if (rest.length === 0) console.log(dim(first));
    else console.log(['', bold(first), ...rest, ''].join('\n'));
  }

  return () => clearInterval(timer);
}
