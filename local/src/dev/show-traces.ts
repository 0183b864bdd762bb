import type { TraceStore } from '../traces/trace-tree.ts';
import { bold, dim, red } from './screen.ts';
import { type Shown, TraceScreen } from './trace-screen.ts';

const lookMs = 250;
/** Only the newest are checked. Older ones have ended. */
const newest = 2000;

/**
 * Prints the path of every request through the system as one tree, and many requests as a summary. Answers the function
 * that stops it.
 */
export function showTraces(traces: TraceStore): () => void {
  const screen = new TraceScreen();
  const timer = setInterval(() => {
    for (const shown of screen.look(traces.requests().slice(-newest), Date.now())) console.log(textOf(shown));
  }, lookMs);
  return () => clearInterval(timer);
}

function textOf(shown: Shown): string {
  if (shown.kind === 'sum') return ['', ...shown.lines, ''].join('\n');
  const [first = '', ...rest] = shown.lines.map(({ text, failed }, i) => {
    if (failed) return red(text);
    return i === 0 && shown.kind === 'tree' && shown.lines.length > 1 ? bold(text) : text;
  });
  if (shown.kind === 'later') return [`${shown.title}, later:`, first, ...rest, ''].join('\n');
  if (rest.length === 0) return shown.lines[0]?.failed ? first : dim(first);
  return ['', first, ...rest, ''].join('\n');
}
