const tty = process.stdout.isTTY === true;
const clearLine = '\r\u001b[2K';
/** Without a terminal, a line at this interval in milliseconds shows that the gate goes on. */
const lineEveryMs = 10_000;

let kept: string[] = [];
let shownAt = performance.now();
let open = false;

/** Keeps a line about a measurement. All kept lines are printed when the measurement does not hold. */
export function keepLine(line: string): void {
  kept.push(line);
}

/**
 * Shows the progress of a measurement. A terminal gets one line that is rewritten; elsewhere a line is printed every
 * ten seconds.
 */
export function showProgress(text: string): void {
  if (tty) {
    process.stdout.write(`${clearLine}  ${text}`.slice(0, clearLine.length + (process.stdout.columns || 80) - 1));
    open = true;
  } else if (performance.now() - shownAt >= lineEveryMs) {
    shownAt = performance.now();
    console.log(`  ${text}`);
  }
}

/** Ends the progress of one measurement. Answers the kept lines. */
export function endProgress(): string[] {
  if (open) process.stdout.write(clearLine);
  open = false;
  shownAt = performance.now();
  const lines = kept;
  kept = [];
  return lines;
}

/** `about 40 s`, `about 3 min`. */
export function aboutSeconds(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 100 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}
