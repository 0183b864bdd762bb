import type { Check } from './check.ts';
import { type Asked, type Bounds, compareRuns, inWords, type Round } from './compare-runs.ts';
import { aboutSeconds, keepLine, showProgress } from './progress.ts';

/** One way to do something: its name, and a run that answers a figure in milliseconds. */
export type Way = { readonly title: string; readonly run: () => Promise<number> };

/** Which ways are compared, and the words for people. */
export type WaysOptions = Bounds & {
  readonly name: string;
  /** The name of the figure, such as `p95`. */
  readonly figure: string;
  /** The way that the other is compared with. */
  readonly a: Way;
  /** The way that is judged. */
  readonly b: Way;
  /** A way that is known to be too slow. `usualMs` is what A has just taken. */
  readonly control: { readonly title: string; readonly run: (usualMs: number) => Promise<number> };
  /** A word in front of the requirement. */
  readonly need?: string;
};

/** Compares two ways in rounds until the result is clear, and shows how long it may still take. Answers a check. */
export async function compareWays({ name, figure, a, b, control, need = '', ...bounds }: WaysOptions): Promise<Check> {
  const play = async ({ number, control: wanted, left }: Asked): Promise<Round> => {
    showProgress(`round ${number}${left ? `, ${timeLeft(left)}` : ''}`);
    const first = await a.run();
    const there = await b.run();
    const late = wanted ? ([await control.run(first), await control.run(first)] as const) : undefined;
    const back = await b.run();
    const last = await a.run();
    const told = [`${pair(first, last)} ms ${a.title}`, `${pair(there, back)} ms ${b.title}`];
    if (late) told.push(`${pair(...late)} ms ${control.title}`);
    keepLine(`round ${number}: ${figure} ${told.join(', ')}`);
    return { a: [first, last], b: [there, back], control: late };
  };
  const comparison = await compareRuns(bounds, play);
  const words = inWords(comparison, bounds.most, `${a.title} against ${a.title} again`);
  return {
    name,
    verdict: comparison.verdict,
    measured: words.measured,
    needed: `${need}${words.needed}`,
    control: `${control.title}: ${words.control}`,
  };
}

function timeLeft({ soonestMs, mostMs }: NonNullable<Asked['left']>): string {
  return `may tell in ${aboutSeconds(soonestMs)}, ends in ${aboutSeconds(mostMs)} at the latest`;
}

function pair(one: number, other: number): string {
  return `${one.toFixed(1)} and ${other.toFixed(1)}`;
}
