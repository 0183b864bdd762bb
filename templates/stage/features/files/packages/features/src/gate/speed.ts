import { type Check, compareRuns, type Round } from '@app/gates';
import { startMeddler } from '../meddler.ts';
import { p95Of } from './load.ts';
import type { Scene } from './scene.ts';

const roundsInTurns = 5;
const requests = 400;
/** The new side must not be slower. Under a tenth two runs of the same thing are apart anyway. */
const most = 1.1;

/** The p95 of the route through the router: old side, new side, new side slowed down, old side again. */
export async function speedCheck({ router, routerWith, route, now, paths }: Scene): Promise<Check> {
  const p95 = async (mode: 'legacy' | 'new') => {
    router.set(route, mode);
    return p95Of(router.url, paths, requests);
  };
  const rounds: Round[] = [];
  await p95('new');
  await p95('legacy');
  for (let i = 0; i < roundsInTurns; i++) {
    const a = await p95('legacy');
    const b = await p95('new');
    const slow = await startMeddler(now.url, { delayMs: a });
    const slowed = await routerWith(slow.url);
    slowed.set(route, 'new');
    const control = await p95Of(slowed.url, paths, requests).finally(async () => {
      await slowed.stop();
      await slow.stop();
    });
    const again = await p95('legacy');
    rounds.push({ a, again, b, control });
    const [old, oldAgain, fresh, late] = [a, again, b, control].map((ms) => ms.toFixed(1));
    console.log(`  round ${i + 1}: p95 ${old} ms old, ${oldAgain} ms again, ${fresh} ms new, ${late} ms slowed down`);
  }
  const { verdict, ratio, noise, spread, control } = compareRuns(rounds, most);
  return {
    name: 'p95 of the flipped route, against the old side',
    verdict,
    measured: `${ratio.toFixed(2)} × (rounds ${spread.map((one) => one.toFixed(2)).join(' to ')}; old against old again: ${(noise * 100).toFixed(0)} % apart)`,
    needed: `not slower: at most ${most} ×, and old against old at most ${((most - 1) * 100).toFixed(0)} % apart`,
    control: `slowed down by hand: ${control.toFixed(2)} ×`,
  };
}
