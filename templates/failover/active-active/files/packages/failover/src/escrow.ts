import { type ByRegion, mergeRegions } from './by-region.ts';
import { largerText } from './last-write-wins.ts';
import { share } from './share.ts';

/** Units that a region may sell, and how many it was asked for lately. */
export type Level = { readonly free: number; readonly demand: number };

/** Units on their way to another region. Gifts to one region are numbered from 1. `units` is 0 once the gift was taken. */
export type Gift = { readonly number: number; readonly units: number };

/**
 * What one region holds of the stock of a product. It sells from `free` and asks nobody, so it sells during a cut too, and never more than
 * there is. Only this region writes its quota: under a condition on `version`, and in one write with the order that takes the units.
 */
export type Quota = Level & {
  readonly region: string;
  /** Counts the writes of this quota. */
  readonly version: number;
  /** The last gift to each region. */
  readonly gifts: ByRegion<Gift>;
  /** The number of the last gift that was taken from each region. */
  readonly taken: ByRegion<number>;
  /** What each other region last reported. */
  readonly heard: ByRegion<Level & { readonly version: number }>;
  /** Refused reservations. */
  readonly refused: number;
  /** Those of them for which all regions together had enough units, as far as this region had heard: the price of not asking. */
  readonly refusedThoughElsewhere: number;
};

/**
 * What a region tells another one. A report holds all that the other needs, so any report may be lost, come twice or come late: the next one
 * makes up for it.
 */
export type Report = Level & {
  readonly from: string;
  readonly to: string;
  readonly version: number;
  /** The last gift to the receiver. */
  readonly gift: Gift;
  /** The number of the last gift that the sender took from the receiver. */
  readonly taken: number;
};

/** The quota after a step, to be stored in one write, and the reports to send after that write. */
export type Step = { readonly quota: Quota; readonly reports: readonly Report[] };

const noGift: Gift = { number: 0, units: 0 };

/** The quota of a region that has no units yet. */
export function noQuota(region: string, regions: readonly string[]): Quota {
  const others = regions.filter((one) => one !== region);
  return {
    region,
    version: 0,
    free: 0,
    demand: 0,
    gifts: {},
    taken: {},
    heard: Object.fromEntries(others.map((one) => [one, { free: 0, demand: 0, version: 0 }])),
    refused: 0,
    refusedThoughElsewhere: 0,
  };
}

/** Takes units from this region's shelf, or refuses. Reports as soon as the rest would not last for the demand, before the shelf is empty. */
export function reserve(quota: Quota, units: number): Step & { readonly reserved: boolean } {
  mustBeUnits(units);
  const reserved = units <= quota.free;
  const next = reserved ? sold(quota, units) : refused(quota, units);
  const news = isShort(next) && !isShort(quota);
  return { quota: next, reports: news ? Object.keys(next.heard).map((to) => report(next, to)) : [], reserved };
}

/** Gives back what `reserve` took, when the order could not be stored. */
export function release(quota: Quota, units: number): Step {
  mustBeUnits(units);
  return { quota: write(quota, { free: quota.free + units }), reports: [] };
}

/** Puts new units on the shelf of this region, and gives the others their share. */
export function deliver(quota: Quota, units: number): Step {
  mustBeUnits(units);
  return give(write(quota, { free: quota.free + units }), []);
}

/** Takes in a report of another region: takes its gift, closes the gift that it has taken, and gives it units if it is short. */
export function receive(quota: Quota, { from, version, free, demand, gift, taken }: Report): Step {
  // The sender still waits to hear that its gift was taken.
  const answer = gift.units > 0 ? [from] : [];
  // The report came twice, or a later one overtook it.
  if (version <= (quota.heard[from]?.version ?? 0)) return { quota, reports: answer.map((to) => report(quota, to)) };
  const last = quota.taken[from] ?? 0;
  const isNext = gift.number === last + 1;
  const own = quota.gifts[from] ?? noGift;
  const next = write(quota, {
    free: quota.free + (isNext ? gift.units : 0),
    taken: isNext ? { ...quota.taken, [from]: gift.number } : quota.taken,
    gifts: taken === own.number ? { ...quota.gifts, [from]: { ...own, units: 0 } } : quota.gifts,
    heard: { ...quota.heard, [from]: { version, free, demand } },
  });
  return give(next, answer);
}

/**
 * The round that runs every few seconds: repeats to every region what it may not have heard, and lets old demand fade. It answers the same
 * quota, and there is nothing to store, where nothing was asked for lately and no gift is on its way.
 */
export function remind(quota: Quota): Step {
  const open = Object.values(quota.gifts).some(({ units }) => units > 0);
  if (quota.demand === 0 && !open) return { quota, reports: [] };
  return give(write(quota, { demand: Math.floor(quota.demand / 2) }), Object.keys(quota.heard));
}

/** For each region its later quota. A copy of a document holds the quotas of all regions, as they were heard. */
export function mergeQuotas(a: ByRegion<Quota>, b: ByRegion<Quota>): ByRegion<Quota> {
  return mergeRegions(a, b, (mine, theirs) => {
    if (mine.version !== theirs.version) return mine.version > theirs.version ? mine : theirs;
    return largerText(mine, theirs);
  });
}

function sold(quota: Quota, units: number): Quota {
  return write(quota, { free: quota.free - units, demand: quota.demand + units });
}

/** A refusal is a demand of one unit, however many were wanted: a single absurd order must not draw all units here. */
function refused(quota: Quota, units: number): Quota {
  const everywhere = Object.values(quota.heard).reduce((all, { free }) => all + free, quota.free);
  return write(quota, {
    demand: quota.demand + 1,
    refused: quota.refused + 1,
    refusedThoughElsewhere: quota.refusedThoughElsewhere + (everywhere >= units ? 1 : 0),
  });
}

/** A gift leaves in the same write as its units. While one is on its way to a region, that region gets no second one: so they arrive in order. */
function give(quota: Quota, tell: readonly string[]): Step {
  let next = quota;
  const told = new Set(tell);
  for (const [to, level] of Object.entries(quota.heard)) {
    const last = next.gifts[to] ?? noGift;
    const units = share(next, level);
    if (last.units > 0 || units === 0) continue;
    const gift = { number: last.number + 1, units };
    next = { ...next, free: next.free - units, gifts: { ...next.gifts, [to]: gift } };
    told.add(to);
  }
  return { quota: next, reports: [...told].map((to) => report(next, to)) };
}

function report(quota: Quota, to: string): Report {
  const { region: from, version, free, demand } = quota;
  return { from, to, version, free, demand, gift: quota.gifts[to] ?? noGift, taken: quota.taken[to] ?? 0 };
}

function isShort({ free, demand }: Level): boolean {
  return free < demand;
}

function write(quota: Quota, change: Partial<Quota>): Quota {
  return { ...quota, ...change, version: quota.version + 1 };
}

function mustBeUnits(units: number): void {
  if (Number.isSafeInteger(units) && units > 0) return;
  throw new RangeError(`Units of stock are whole numbers from 1, not ${units}.`);
}
