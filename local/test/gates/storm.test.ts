import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Downstream } from '../../src/contract/index.ts';
import { fleetOf } from '../../src/gates/fleet.ts';
import { startLimitedService } from '../../src/gates/limited-service.ts';
import { stormLeg } from '../../src/gates/storm-leg.ts';
import { until } from '../../src/until.ts';

const most = 8;
const load = { legMs: 300, userCalls: { everyMs: 10, busyMs: 5 }, backgroundBusyMs: 20, noAnswerMs: 2_000 };
let downstream: Downstream;
beforeAll(async () => {
  downstream = await startLimitedService(most);
});
afterAll(() => downstream?.stop());

/** The log of a leg, when its connections are gone. */
async function logOf(work: () => Promise<unknown>) {
  await work();
  let { peak, refused, open } = await downstream.readLog();
  await until('the connections are closed', async () => {
    const next = await downstream.readLog();
    [peak, refused, open] = [Math.max(peak, next.peak), refused + next.refused, next.open];
    return open === 0;
  });
  return { peak, refused };
}

test('within the limits a deployment doubles the connections, and none is refused', async () => {
  const log = await logOf(() => stormLeg(downstream, { user: 1, background: 3 }, load));
  expect(log.refused).toBe(0);
  expect(log.peak).toBeGreaterThan(4);
  expect(log.peak).toBeLessThanOrEqual(8);
});

test('the control: without limits connections are refused', async () => {
  const log = await logOf(() => stormLeg(downstream, { user: most, background: 2 * most }, load));
  expect(log.refused).toBeGreaterThan(0);
});

test('a lane that is full waits for a free instance', async () => {
  const fleet = fleetOf(downstream, 2);
  const log = await logOf(async () => {
    await Promise.all(Array.from({ length: 6 }, () => fleet.run(10)));
    await fleet.close();
  });
  expect(log).toEqual({ peak: 2, refused: 0 });
});
