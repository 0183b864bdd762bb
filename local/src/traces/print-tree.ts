import type { TraceSpan } from './otlp-span.ts';
import { keyOf, type TraceTree } from './trace-tree.ts';

/** One span as a line of text. */
export type TreeLine = { readonly span: TraceSpan; readonly text: string; readonly failed: boolean };

/**
 * A tree as lines of text: what ran and where, how long after the start of the request, how long it took, and how it
 * ended.
 */
export function printTree(tree: TraceTree): string[] {
  return linesOf(tree).map(({ text }) => text);
}

/**
 * The same lines, each with its span. `known` holds the keys of spans that were shown already. Then only the other
 * spans are returned, without branches.
 */
export function linesOf(tree: TraceTree, known?: ReadonlySet<string>): TreeLine[] {
  const all = rowsOf(tree, '', '');
  const rows = known
    ? all.filter(({ span }) => !known.has(keyOf(span))).map(({ span }) => ({ span, label: `… ${nameOf(span)}` }))
    : all;
  const wide = Math.max(...rows.map(({ label }) => label.length));
  const began = tree.span.startMs;
  return rows.map(({ label, span }) => {
    const after = `+${Math.round(span.startMs - began)} ms`.padStart(9);
    const took = `${(span.endMs - span.startMs).toFixed(1)} ms`.padStart(10);
    const text = `${label.padEnd(wide)}  ${after} ${took}  ${endOf(span)}`;
    return { span, text, failed: hasFailed(span) };
  });
}

/** Whether a span has an error or an answer that refuses the request, such as an order without stock. */
export function hasFailed({ error, httpStatus = 0 }: TraceSpan): boolean {
  return error !== undefined || httpStatus >= 400;
}

function endOf({ error, httpStatus, notes = [] }: TraceSpan): string {
  if (error !== undefined) return `failed: ${error}`;
  const status = httpStatus === undefined ? 'ok' : `${httpStatus}${wordOf(httpStatus)}`;
  return [status, ...notes].join(', ');
}

function wordOf(httpStatus: number): string {
  if (httpStatus >= 500) return ' failed';
  return httpStatus >= 400 ? ' refused' : '';
}

type Row = { readonly label: string; readonly span: TraceSpan };

const nameOf = ({ name, service }: TraceSpan) => `${name}  [${service}]`;

function rowsOf({ span, children }: TraceTree, branch: string, indent: string): Row[] {
  const rows = children.flatMap((child, i) => {
    const last = i === children.length - 1;
    return rowsOf(child, `${indent}${last ? '└─ ' : '├─ '}`, `${indent}${last ? '   ' : '│  '}`);
  });
  return [{ label: `${branch}${nameOf(span)}`, span }, ...rows];
}
