import { setTimeout as wait } from 'node:timers/promises';
import type { Downstream } from '../contract/index.ts';
import { percentile } from './figures.ts';
import { type Fleet, fleetOf } from './fleet.ts';

/** How many instances of each kind a leg may have at once. */
export type Caps = { readonly user: number; readonly background: number };

/** What users and background work ask of the downstream. */
export type StormLoad = {
  readonly legMs: number;
  readonly userCalls: { readonly everyMs: number; readonly busyMs: number };
  readonly backgroundBusyMs: number;
  /** A call that failed counts as if the user had waited for so long: a quick refusal is no quick answer. */
  readonly noAnswerMs: number;
};

/** What a leg gave: the users' p99 in milliseconds, and how many of their calls failed. */
export type Leg = { readonly p99: number; readonly gaveUp: number };

/** Users, and as much background work as its lane may have, with a deployment in the middle. */
export async function stormLeg(downstream: Downstream, caps: Caps, load: StormLoad): Promise<Leg> {
  const [front, back] = [fleetOf(downstream, caps.user), fleetOf(downstream, caps.background)];
  const end = Date.now() + load.legMs;
  const flood = work(back, caps.background, load, end);
  const calls = call(front, load, end);
  await wait(load.legMs / 2);
  front.deploy();
  back.deploy();
  const leg = await calls;
  await flood;
  await Promise.all([front.close(), back.close()]);
  return leg;
}

/** Users come at their own pace, whether the ones before were answered or not. */
async function call(fleet: Fleet, { userCalls, noAnswerMs }: StormLoad, end: number): Promise<Leg> {
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
async function work(fleet: Fleet, atOnce: number, { backgroundBusyMs }: StormLoad, end: number): Promise<void> {
  const worker = async () => {
    while (Date.now() < end) await fleet.run(backgroundBusyMs).catch(() => wait(20));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
