/** The output of `npm run dev`. Colours are used in a terminal only. */
const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
const green = paint(32);

/** Shows that something is ready. */
export function showReady(title: string, url = '', ms?: number): void {
  const took = ms === undefined ? '' : dim(`  ${(ms / 1000).toFixed(1)} s`);
  console.log(`${green('ready')}  ${title.padEnd(44)} ${url}${took}`);
}

/** Shows a line that a process printed. */
export function showLine(from: string, line: string): void {
  console.log(`${dim(`${from.padEnd(12)} │`)} ${line}`);
}
