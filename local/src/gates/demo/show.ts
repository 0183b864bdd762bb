const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours of the demonstrations, where somebody looks. */
export const bold = paint(1);
/** What stands beside the point. */
export const dim = paint(2);
/** What went wrong. */
export const red = paint(31);
/** What went well. */
export const green = paint(32);

/** A paragraph of a demonstration, set in a little. */
export function say(text = ''): void {
  console.log(text === '' ? '' : `  ${text}`);
}

/** A numbered step. */
export function step(number: number, text: string): void {
  say();
  say(bold(`${number}. ${text}`));
}

/** `███████░░░ 7 of 10`: how much of something is done. */
export function bar(done: number, all: number, width = 30): string {
  const full = all === 0 ? 0 : Math.round((done / all) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${done} of ${all}`;
}

/** Seconds since `from`, as people read them. */
export function secondsSince(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
