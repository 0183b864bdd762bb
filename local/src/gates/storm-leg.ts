import { setTimeout as wait } from 'node:timers/promises';
import type { Downstream } from '../contract/index.ts';
import { percentile } from './figures.ts';
import { type Fleet, fleetOf } from './fleet.ts';

/** The most instances of each kind at once in a leg. */
export type Caps = { readonly user: number; readonly background: number };

/** The calls of users and background work to the downstream. */
export type StormLoad = {
  readonly legMs: number;
  readonly userCalls: { readonly everyMs: number; readonly busyMs: number };
  readonly backgroundBusyMs: number;
  /**
   * The waiting time in milliseconds that a failed call counts for. A quick refusal must not look like a quick answer.
   */
  readonly noAnswerMs: number;
};

/** The result of a leg: the users' p99 in milliseconds, and how many of their calls failed. */
export type Leg = { readonly p99: number; readonly gaveUp: number };

/** Runs users and as much background work as its lane may have, with a deployment in the middle. */
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

/** Users call at a fixed pace, whether earlier calls were answered or not. */
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

/** Background work uses all instances of its lane. A failed task is tried again, as the stream does. */
async function work(fleet: Fleet, atOnce: number, { backgroundBusyMs }: StormLoad, end: number): Promise<void> {
  const worker = async () => {
    while (Date.now() < end) await fleet.run(backgroundBusyMs).catch(() => wait(20));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
