import type { Downstream } from '../contract/index.ts';
import { until } from '../until.ts';
import { type Check, withControl } from './check.ts';
import { compareWays } from './compare-ways.ts';
import { type Caps, type Leg, type StormLoad, stormLeg } from './storm-leg.ts';

/** What is put under load, and the limits. */
export type StormOptions = {
  readonly startDownstream: (most: number) => Promise<Downstream>;
  /** The connections that the downstream accepts, and how many of them are reserved for others than functions. */
  readonly most: number;
  readonly reserve: number;
  /** The most instances of each lane at once. */
  readonly caps: Caps;
  readonly load: StormLoad;
  /** How much slower the users' p99 may get; 2 means twice. */
  readonly slowest: number;
  /** The rule that the limits follow, in words. */
  readonly rule: string;
};

/**
 * Measures users who call while background work loads the same downstream, within the limits and with a deployment in
 * the middle. For comparison it measures users alone, and the same load without limits, which must break.
 */
export async function stormChecks(options: StormOptions): Promise<Check[]> {
  const { most, reserve, caps, load, slowest, rule } = options;
  const downstream = await options.startDownstream(most);
  const within = { peak: 0, refused: 0, gaveUp: 0 };
  const without = { peak: 0, refused: 0, gaveUp: 0 };
  // Connections that the downstream itself keeps open, for example for its guardian.
  const { open: always } = await downstream.readLog();
  const leg = async (of: Caps, seen?: typeof within) => {
    const { p99, gaveUp } = await stormLeg(downstream, of, load);
    const { peak, refused } = await settled(downstream, always);
    if (seen) {
      seen.peak = Math.max(seen.peak, peak);
      seen.refused += refused;
      seen.gaveUp += gaveUp;
    }
    return p99;
  };
  const alone = () => leg({ ...caps, background: 0 });
  let timing: Check;
  try {
    await alone();
    timing = await compareWays({
      name: 'p99 of users in the storm, against users alone',
      figure: 'users p99',
      most: slowest,
      a: { title: 'alone', run: alone },
      b: { title: 'in the storm', run: () => leg(caps, within) },
      control: { title: 'without limits', run: () => leg({ user: most, background: 2 * most }, without) },
    });
  } finally {
    await downstream.stop();
  }
  return [
    {
      name: 'connections in the storm, by the log of the server',
      verdict: withControl(within.peak <= most - reserve, without.refused === 0),
      measured: `${within.peak} at most, with a deployment in the middle, on ${downstream.title}`,
      needed: `at most ${most - reserve}: ${rule}`,
      control: `without limits ${without.refused} connections were refused`,
    },
    {
      name: 'connections refused in the storm',
      verdict: withControl(within.refused + within.gaveUp === 0, without.refused + without.gaveUp === 0),
      measured: said(within),
      needed: '0',
      control: `without limits ${said(without)}`,
    },
    timing,
  ];
}

function said({ refused, gaveUp }: { readonly refused: number } & Pick<Leg, 'gaveUp'>): string {
  return `${refused}, and ${gaveUp} calls of users failed`;
}

/** The log since the last call, read after the connections of the leg before are closed. */
async function settled(downstream: Downstream, always: number): Promise<{ peak: number; refused: number }> {
  let { peak, refused, open } = await downstream.readLog();
  await until('the connections of a leg are closed', async () => {
    const next = await downstream.readLog();
    [peak, refused, open] = [Math.max(peak, next.peak), refused + next.refused, next.open];
    return open <= always;
  });
  return { peak, refused };
}
