import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Asked, type Check, type Comparison, compareRuns, inWords, type Round, withControl } from '@app/gates';
import { budgetOf, type Limits, laneBudget } from '@app/limits';
import { percentile } from '@app/observe/figures';
import { repoRoot, until } from 'serverless-workshop/local';
import { startDownstream } from './downstream.ts';
import type { Downstream, Instance } from './downstream-port.ts';

/** A laptop can fill this many connections; the shares are those of `limits.json`. */
const mostHere = 40;
const slowest = 2;
const legMs = 2_000;
const userCalls = { everyMs: 14, busyMs: 10 };
const backgroundBusyMs = 25;
/** A call that failed counts as if the user had waited for so long: a quick refusal is no quick answer. */
const noAnswerMs = 2_000;

/** How many instances of each kind a leg may have at once. */
type Caps = { readonly user: number; readonly background: number };

/** What a leg gave: the users' p99 in milliseconds, and how many of their calls failed. */
type Leg = { readonly p99: number; readonly gaveUp: number };

/**
 * Users call while background work storms what stands behind both, with the limits of this repo and a deployment in the middle; beside it
 * users alone, and the same storm without limits, which must break.
 */
export async function stormChecks(): Promise<Check[]> {
  const limits = limitsHere();
  const { most, reserve } = limits.downstream;
  const downstream = await startDownstream(most);
  const capped: Caps = { user: laneBudget(limits, 'user'), background: laneBudget(limits, 'background') };
  const unlimited: Caps = { user: most, background: 2 * most };
  const seen = { peak: 0, refused: 0, gaveUp: 0, controlRefused: 0, controlGaveUp: 0 };
  // What the downstream itself keeps open, such as whoever looks after it.
  const { open: always } = await downstream.readLog();
  /** The log of what happened since the last time, when the connections of the leg before are gone. */
  const settled = async () => {
    let { peak, refused, open } = await downstream.readLog();
    await until('the connections of a leg are closed', async () => {
      const next = await downstream.readLog();
      [peak, refused, open] = [Math.max(peak, next.peak), refused + next.refused, next.open];
      return open <= always;
    });
    return { peak, refused };
  };
  /** Users alone: what they see is compared, and what they leave open is none of the storm's. */
  const alone = async () => {
    const leg = await users(downstream, capped);
    await settled();
    return leg.p99;
  };
  const inStorm = async () => {
    const leg = await storm(downstream, capped);
    const log = await settled();
    seen.peak = Math.max(seen.peak, log.peak);
    seen.refused += log.refused;
    seen.gaveUp += leg.gaveUp;
    return leg.p99;
  };
  /** The control. */
  const withoutLimits = async () => {
    const leg = await storm(downstream, unlimited);
    const log = await settled();
    seen.controlRefused += log.refused;
    seen.controlGaveUp += leg.gaveUp;
    return leg.p99;
  };
  const play = async ({ number, control }: Asked): Promise<Round> => {
    const first = await alone();
    const storming = await inStorm();
    const broken = control ? ([await withoutLimits(), await withoutLimits()] as const) : undefined;
    const stormingAgain = await inStorm();
    const last = await alone();
    console.log(
      `  round ${number}: users p99 ${round(first)} and ${round(last)} ms alone, ${round(storming)} and ${round(stormingAgain)} ms in the storm${broken ? `, ${broken.map(round).join(' and ')} ms without limits` : ''}`,
    );
    return { a: [first, last], b: [storming, stormingAgain], control: broken };
  };

  let comparison: Comparison;
  try {
    await alone();
    comparison = await compareRuns({ most: slowest }, play);
  } finally {
    await downstream.stop();
  }
  const { measured, needed, control } = inWords(comparison, slowest, 'alone against alone again');
  const rule = most - reserve;
  return [
    {
      name: 'connections in the storm, by the log of the server',
      verdict: withControl(seen.peak <= rule, seen.controlRefused === 0),
      measured: `${seen.peak} at most, with a deployment in the middle, on ${downstream.title}`,
      needed: `at most ${rule}: twice the ${budgetOf(limits)} of limits.json, since old and new instances stand side by side`,
      control: `without limits ${seen.controlRefused} connections were refused`,
    },
    {
      name: 'connections refused in the storm',
      verdict: withControl(seen.refused + seen.gaveUp === 0, seen.controlRefused + seen.controlGaveUp === 0),
      measured: `${seen.refused}, and ${seen.gaveUp} calls of users failed`,
      needed: '0',
      control: `without limits ${seen.controlRefused}, and ${seen.controlGaveUp} calls of users failed`,
    },
    {
      name: 'p99 of users in the storm, against users alone',
      verdict: comparison.verdict,
      measured,
      needed,
      control: `without limits: ${control}`,
    },
  ];
}

/** The limits of this repo, on a downstream that fits on this machine. */
function limitsHere(): Limits {
  const own = JSON.parse(readFileSync(join(repoRoot(), 'limits.json'), 'utf8')) as Limits;
  const most = Math.min(mostHere, own.downstream.most);
  const reserve = Math.ceil((own.downstream.reserve * most) / own.downstream.most);
  return { ...own, downstream: { ...own.downstream, most, reserve } };
}

/** Users, and as much background work as its lane may have. */
async function storm(downstream: Downstream, caps: Caps): Promise<Leg> {
  const [front, back] = [fleetOf(downstream, caps.user), fleetOf(downstream, caps.background)];
  const end = Date.now() + legMs;
  const flood = work(back, caps.background, end);
  const calls = call(front, end);
  await wait(legMs / 2);
  // A deployment: new instances from now on. The old ones are frozen, and their connections stay open.
  front.deploy();
  back.deploy();
  const leg = await calls;
  await flood;
  await Promise.all([front.close(), back.close()]);
  return leg;
}

/** The same users and the same deployment, without any background work. */
function users(downstream: Downstream, caps: Caps): Promise<Leg> {
  return storm(downstream, { ...caps, background: 0 });
}

/** The instances of a lane: a call takes a free one or starts one, as many as the lane may have; then it waits. */
function fleetOf(downstream: Downstream, most: number) {
  let version = { free: [] as Instance[], started: 0, waiting: [] as (() => void)[] };
  const all: Instance[] = [];

  async function run(busyMs: number): Promise<void> {
    let mine = version;
    while (mine.free.length === 0 && mine.started >= most) {
      await new Promise<void>((wake) => mine.waiting.push(wake));
      mine = version;
    }
    let instance = mine.free.pop();
    if (!instance) {
      mine.started += 1;
      instance = downstream.open();
      all.push(instance);
    }
    try {
      await instance.call(busyMs);
    } finally {
      mine.free.push(instance);
      mine.waiting.shift()?.();
    }
  }

  return {
    run,
    deploy(): void {
      const old = version;
      version = { free: [], started: 0, waiting: [] };
      for (const wake of old.waiting.splice(0)) wake();
    },
    close: async () => void (await Promise.allSettled(all.map((instance) => instance.close()))),
  };
}

type Fleet = ReturnType<typeof fleetOf>;

/** Users come at their own pace, whether the ones before were answered or not. */
async function call(fleet: Fleet, end: number): Promise<Leg> {
  const times: number[] = [];
  let gaveUp = 0;
  const calls: Promise<void>[] = [];
  while (Date.now() < end) {
    const from = performance.now();
    calls.push(
      fleet.run(userCalls.busyMs).then(
        () => void times.push(performance.now() - from),
        () => {
          gaveUp += 1;
          times.push(noAnswerMs);
        },
      ),
    );
    await wait(userCalls.everyMs);
  }
  await Promise.all(calls);
  return { p99: percentile(times, 0.99), gaveUp };
}

/** Background work takes all that it is given. A failed task is tried again, as the stream does. */
async function work(fleet: Fleet, atOnce: number, end: number): Promise<void> {
  const worker = async () => {
    while (Date.now() < end) await fleet.run(backgroundBusyMs).catch(() => wait(20));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function round(ms: number): string {
  return ms.toFixed(1);
}
