import type { TraceSpan } from './otlp-span.ts';
import type { TraceTree } from './trace-tree.ts';

/** A tree as lines of text: what ran where, how long after the request began, and how long it took. */
export function printTree(tree: TraceTree): string[] {
  const rows = rowsOf(tree, '', '');
  const wide = Math.max(...rows.map(({ label }) => label.length));
  const began = tree.span.startMs;
  return rows.map(({ label, span }) => {
    const after = `+${Math.round(span.startMs - began)} ms`.padStart(9);
    const took = `${(span.endMs - span.startMs).toFixed(1)} ms`.padStart(10);
    return `${label.padEnd(wide)}  ${after} ${took}${span.error ? `  failed: ${span.error}` : ''}`;
  });
}

type Row = { readonly label: string; readonly span: TraceSpan };

function rowsOf({ span, children }: TraceTree, branch: string, indent: string): Row[] {
  const rows = children.flatMap((child, i) => {
    const last = i === children.length - 1;
    return rowsOf(child, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`);
  });
  return [{ label: `${branch}${span.name}  [${span.service}]`, span }, ...rows];
}
