import { type Asked, type Check, type Comparison, compareRuns, inWords, type Round } from '@app/gates';
import { percentile } from '@app/observe/figures';
import { startMeddler } from '../meddler.ts';
import type { Scene } from './scene.ts';
import { startVisitors, type Visitors } from './visitors.ts';

/** Legs are short: a machine that slows down for a second slows all of a round. */
const requestsPerLeg = 100;
const warmUps = 20;
/** The new side must not be slower. Under a tenth two runs of the same thing are apart anyway. */
const most = 1.1;

/** The p95 of the route through the router: old side, new side, old side again, new side slowed down. */
export async function speedCheck(scene: Scene): Promise<Check> {
  await scene.quieten();
  const visitors = startVisitors();
  try {
    const comparison = await measure(scene, visitors);
    const { measured, needed, control } = inWords(comparison, most, 'old against old again');
    return {
      name: 'p95 of the flipped route, against the old side',
      verdict: comparison.verdict,
      measured,
      needed: `not slower: ${needed}`,
      control: `slowed down by hand: ${control}`,
    };
  } finally {
    visitors.stop();
  }
}

async function measure({ router, routerWith, route, now, paths }: Scene, visitors: Visitors): Promise<Comparison> {
  const timesOf = (mode: 'legacy' | 'new') => {
    router.set(route, mode);
    return visitors.ask(router.url, paths, requestsPerLeg);
  };
  const p95 = async (mode: 'legacy' | 'new') => percentile(await timesOf(mode), 0.95);
  // Code that has just been loaded is slow on both sides, and not for the same time.
  const warm: number[] = [];
  for (let i = 0; i < warmUps; i++) {
    await timesOf('new');
    warm.push(await p95('legacy'));
  }
  const usual = percentile(warm.slice(warmUps / 2), 0.5);
  const slow = await startMeddler(now.url, { delayMs: 2 * usual });
  const slowed = await routerWith(slow.url);
  slowed.set(route, 'new');
  const slowP95 = async () => percentile(await visitors.ask(slowed.url, paths, requestsPerLeg), 0.95);

  const play = async ({ number, control }: Asked): Promise<Round> => {
    const first = await p95('legacy');
    const fresh = await p95('new');
    const late = control ? ([await slowP95(), await slowP95()] as const) : undefined;
    const freshAgain = await p95('new');
    const last = await p95('legacy');
    const told = (...figures: readonly number[]) => figures.map((ms) => ms.toFixed(1)).join(' and ');
    console.log(
      `  round ${number}: p95 ${told(first, last)} ms old, ${told(fresh, freshAgain)} ms new${late ? `, ${told(...late)} ms slowed down` : ''}`,
    );
    return { a: [first, last], b: [fresh, freshAgain], control: late };
  };

  try {
    return await compareRuns({ most }, play);
  } finally {
    await slowed.stop();
    await slow.stop();
  }
}
