const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Emphasis for the demonstrations. Colours are used in a terminal only. */
export const bold = paint(1);
/** For side remarks. */
export const dim = paint(2);
/** For what went wrong. */
export const red = paint(31);
/** For what went well. */
export const green = paint(32);

/** Prints an indented paragraph of a demonstration. */
export function say(text = ''): void {
  console.log(text === '' ? '' : `  ${text}`);
}

/** Prints a numbered step. */
export function step(number: number, text: string): void {
  say();
  say(bold(`${number}. ${text}`));
}

/** A bar of how much is done: `███████░░░ 7 of 10`. */
export function bar(done: number, all: number, width = 30): string {
  const full = all === 0 ? 0 : Math.round((done / all) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${done} of ${all}`;
}

/** The seconds since `from`, formatted for people. */
export function secondsSince(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
