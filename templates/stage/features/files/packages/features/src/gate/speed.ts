import { type Check, compareRuns, type Round } from '@app/gates';
import { percentile } from '@app/observe/figures';
import { startMeddler } from '../meddler.ts';
import type { Scene } from './scene.ts';
import { startVisitors, type Visitors } from './visitors.ts';

const roundsInTurns = 5;
/** Each round goes from side to side so often: a machine that slows down for a second slows all of them. */
const turns = 10;
const requestsPerTurn = 40;
/** The new side must not be slower. Under a tenth two runs of the same thing are apart anyway. */
const most = 1.1;

/** The p95 of the route through the router: old side, new side, old side again, new side slowed down. */
export async function speedCheck(scene: Scene): Promise<Check> {
  await scene.quieten();
  const visitors = startVisitors();
  try {
    const { verdict, ratio, noise, spread, control } = compareRuns(await measure(scene, visitors), most);
    return {
      name: 'p95 of the flipped route, against the old side',
      verdict,
      measured: `${ratio.toFixed(2)} × (rounds ${spread.map((one) => one.toFixed(2)).join(' to ')}; old against old again: ${(noise * 100).toFixed(0)} % apart)`,
      needed: `not slower: at most ${most} ×, and old against old at most ${((most - 1) * 100).toFixed(0)} % apart`,
      control: `slowed down by hand: ${control.toFixed(2)} ×`,
    };
  } finally {
    visitors.stop();
  }
}

async function measure({ router, routerWith, route, now, paths }: Scene, visitors: Visitors): Promise<Round[]> {
  const ask = (mode: 'legacy' | 'new') => {
    router.set(route, mode);
    return visitors.ask(router.url, paths, requestsPerTurn);
  };
  // Code that has just been loaded is slow on both sides, and not for the same time.
  let usual = 0;
  for (let i = 0; i < 3 * turns; i++) {
    await ask('new');
    usual = percentile(await ask('legacy'), 0.95);
  }
  const slow = await startMeddler(now.url, { delayMs: usual });
  const slowed = await routerWith(slow.url);
  slowed.set(route, 'new');

  async function round(): Promise<Round> {
    const times: Record<keyof Round, number[]> = { a: [], b: [], again: [], control: [] };
    const legs: [keyof Round, () => Promise<readonly number[]>][] = [
      ['a', () => ask('legacy')],
      ['b', () => ask('new')],
      ['control', () => visitors.ask(slowed.url, paths, requestsPerTurn)],
      ['again', () => ask('legacy')],
    ];
    for (let i = 0; i < turns; i++) {
      for (const [leg, load] of legs) times[leg].push(...(await load()));
      // There and back: what stands after a quiet leg has it easier.
      legs.reverse();
    }
    const p95 = (leg: keyof Round) => percentile(times[leg], 0.95);
    return { a: p95('a'), b: p95('b'), again: p95('again'), control: p95('control') };
  }

  const rounds: Round[] = [];
  try {
    for (let i = 0; i < roundsInTurns; i++) {
      const { a, b, again, control } = await round();
      rounds.push({ a, b, again, control });
      const [old, fresh, oldAgain, late] = [a, b, again, control].map((ms) => ms.toFixed(1));
      console.log(
        `  round ${i + 1}: p95 ${old} ms old, ${fresh} ms new, ${oldAgain} ms old again, ${late} ms slowed down`,
      );
    }
  } finally {
    await slowed.stop();
    await slow.stop();
  }
  return rounds;
}
