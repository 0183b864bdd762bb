import { type Check, compareWays, percentile, startMeddler, startVisitors } from 'serverless-workshop/gates';
import type { Scene } from './scene.ts';

/** Legs are short: a machine that slows down for a second slows all of a round. */
const requestsPerLeg = 100;
const warmUps = 20;

/** The p95 of the route through the router: old side, new side, and the new side slowed down as the control. */
export async function speedCheck({ quieten, router, routerWith, route, now, paths }: Scene): Promise<Check> {
  await quieten();
  const visitors = startVisitors();
  const p95 = async (url: string) => percentile(await visitors.ask(url, paths, requestsPerLeg), 0.95);
  const p95Of = (mode: 'legacy' | 'new') => {
    router.set(route, mode);
    return p95(router.url);
  };
  // Code that has just been loaded is slow on both sides, and not for the same time.
  const warm: number[] = [];
  for (let i = 0; i < warmUps; i++) {
    await p95Of('new');
    warm.push(await p95Of('legacy'));
  }
  const usual = percentile(warm.slice(warmUps / 2), 0.5);
  const slow = await startMeddler(now.url, { delayMs: 2 * usual });
  const slowed = await routerWith(slow.url);
  slowed.set(route, 'new');
  try {
    return await compareWays({
      name: 'p95 of the flipped route, against the old side',
      figure: 'p95',
      // The new side must not be slower. Two runs of the same code already differ by up to a tenth.
      most: 1.1,
      need: 'not slower: ',
      a: { title: 'old', run: () => p95Of('legacy') },
      b: { title: 'new', run: () => p95Of('new') },
      control: { title: 'slowed down by hand', run: () => p95(slowed.url) },
    });
  } finally {
    await slowed.stop();
    await slow.stop();
    visitors.stop();
  }
}
