import { expect, test } from 'vitest';
import {
  deliver,
  mergeQuotas,
  noQuota,
  type Quota,
  type Report,
  receive,
  release,
  remind,
  reserve,
  type Step,
} from '../src/escrow.ts';
import { share } from '../src/share.ts';

const fresh = (region: string) => noQuota(region, ['eu', 'us']);
const holding = (region: string, free: number): Quota => ({ ...fresh(region), free });
const only = ({ reports }: Step) => {
  const [report, ...others] = reports;
  if (!report || others.length > 0) throw new Error(`${reports.length} reports instead of one`);
  return report;
};

test('a region sells from its own quota and nothing more', () => {
  const sold = reserve(holding('eu', 3), 3);
  expect(sold).toMatchObject({ reserved: true, quota: { free: 0, version: 1 } });
  expect(reserve(sold.quota, 1)).toMatchObject({ reserved: false, quota: { free: 0, refused: 1 } });
  expect(release(sold.quota, 3).quota.free).toBe(3);
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 53])('%d is no number of units', (units) => {
  for (const step of [reserve, release, deliver]) expect(() => step(holding('eu', 3), units)).toThrow(RangeError);
});

test('a delivery reaches the other region before its first customer', () => {
  const eu = deliver(fresh('eu'), 100);
  const us = receive(fresh('us'), only(eu));
  expect([eu.quota.free, us.quota.free]).toEqual([50, 50]);
});

test('a gift is taken once, and is closed when the giver hears of it', () => {
  const eu = deliver(fresh('eu'), 100);
  const us = receive(fresh('us'), only(eu));
  const again = receive(us.quota, only(eu));
  expect(again.quota).toBe(us.quota);
  // The giver does not know yet, so the gift stands in its next report too.
  const reminded = remind(reserve(eu.quota, 1).quota);
  expect(receive(us.quota, only(reminded)).quota.free).toBe(50);
  const told = receive(eu.quota, only(again)).quota;
  expect(told.gifts).toEqual({ us: { number: 1, units: 0 } });
  expect(remind(told)).toEqual({ quota: told, reports: [] });
});

test('while a gift is on its way there is no second one', () => {
  const eu = deliver(fresh('eu'), 100).quota;
  const short = { from: 'us', to: 'eu', version: 5, free: 0, demand: 10, gift: { number: 0, units: 0 }, taken: 0 };
  expect(receive(eu, short).quota.gifts).toEqual({ us: { number: 1, units: 50 } });
  expect(receive(eu, { ...short, taken: 1 }).quota.gifts).toEqual({ us: { number: 2, units: 46 } });
});

test('a report that a later one overtook changes nothing', () => {
  const eu = holding('eu', 10);
  const report = { from: 'us', to: 'eu', version: 7, free: 12, demand: 0, gift: { number: 0, units: 0 }, taken: 0 };
  const heard = receive(eu, report).quota;
  expect(receive(heard, { ...report, version: 6, free: 0, demand: 50 })).toEqual({ quota: heard, reports: [] });
});

test('a region reports before its shelf is empty, once, and quota comes before it is', () => {
  const us = reserve(holding('us', 10), 4);
  expect(us.reports).toEqual([]);
  const short = reserve(us.quota, 2);
  expect(short.quota.free).toBe(4);
  const eu = receive(holding('eu', 40), only(short));
  expect(receive(short.quota, only(eu)).quota.free).toBeGreaterThan(30);
  expect(reserve(short.quota, 1).reports).toEqual([]);
});

test('a refusal counts as demand of one unit, and as refused though the units were elsewhere when they were', () => {
  const us: Quota = { ...holding('us', 1), heard: { eu: { free: 4, demand: 0, version: 1 } } };
  const refused = reserve(us, 5).quota;
  expect(refused).toMatchObject({ free: 1, demand: 1, refused: 1, refusedThoughElsewhere: 1 });
  expect(reserve(us, 6).quota).toMatchObject({ refused: 1, refusedThoughElsewhere: 0 });
});

test('demand fades when nobody asks, and a quiet region has nothing to store', () => {
  const heard = { eu: { free: 100, demand: 0, version: 1 } };
  let us = reserve({ ...holding('us', 100), heard }, 40).quota;
  for (const demand of [20, 10, 5, 2, 1, 0]) {
    us = remind(us).quota;
    expect(us.demand).toBe(demand);
  }
  expect(remind(us).quota).toBe(us);
});

test.each([
  ['nothing is moved while both have enough', { free: 50, demand: 3 }, { free: 40, demand: 5 }, 0],
  ['units go where they are asked for', { free: 50, demand: 0 }, { free: 2, demand: 8 }, 45],
  ['a region without demand keeps some', { free: 22, demand: 0 }, { free: 0, demand: 9 }, 20],
  ['the last unit goes where it is wanted', { free: 1, demand: 0 }, { free: 0, demand: 1 }, 1],
  ['the last unit stays where both want it', { free: 1, demand: 4 }, { free: 0, demand: 4 }, 0],
  ['who has nothing gives nothing', { free: 0, demand: 0 }, { free: 0, demand: 9 }, 0],
])('%s', (_, mine, theirs, units) => {
  expect(share(mine, theirs)).toBe(units);
});

test('of two copies of a quota the later one counts, for each region', () => {
  const [older, newer] = [holding('eu', 5), reserve(holding('eu', 5), 2).quota];
  const us = holding('us', 1);
  expect(mergeQuotas({ eu: newer, us }, { eu: older })).toEqual({ eu: newer, us });
  expect(mergeQuotas({ eu: older }, { us, eu: newer })).toEqual({ eu: newer, us });
  const other = { eu: { ...newer, free: 4 } };
  expect(mergeQuotas({ eu: newer }, other)).toEqual(mergeQuotas(other, { eu: newer }));
});

/** All customers come to one region, which had half of 1,000 units. Answers how many it served before its first refusal. */
function servedAt(region: 'eu' | 'us', link: { readonly late: number }): number {
  const started = deliver(fresh('eu'), 1000);
  const quotas = { eu: started.quota, us: receive(fresh('us'), only(started)).quota };
  const wire: { readonly report: Report; readonly due: number }[] = [];
  for (let served = 0; ; served++) {
    const step = reserve(quotas[region], 1);
    if (!step.reserved || served > 1000) return served;
    const round = served % 50 === 49 ? remind(step.quota) : step;
    quotas[region] = round.quota;
    wire.push(...round.reports.map((report) => ({ report, due: served + link.late })));
    // What is answered at once arrives with the next customer.
    for (const { report } of wire.splice(0, wire.filter(({ due }) => due <= served).length)) {
      const to = report.to as 'eu' | 'us';
      const { quota, reports } = receive(quotas[to], report);
      quotas[to] = quota;
      wire.push(...reports.map((answer) => ({ report: answer, due: served + link.late })));
    }
  }
}

test('quota moves ahead of demand: where all customers come to, nobody is refused for a long time', () => {
  for (const region of ['eu', 'us'] as const) {
    for (const late of [0, 5, 20])
      expect(servedAt(region, { late })).toSatisfy((served) => served > 950 && served <= 1000);
    // Control: without a link the region has its own half.
    expect(servedAt(region, { late: Number.POSITIVE_INFINITY })).toBe(500);
  }
});
