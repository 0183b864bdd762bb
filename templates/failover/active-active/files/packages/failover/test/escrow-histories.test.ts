import fc from 'fast-check';
import { expect, test } from 'vitest';
import { count, countOf, mergeCounters, noCount } from '../src/counter.ts';
import { deliver, noQuota, type Quota, type Report, receive, remind, reserve, type Step } from '../src/escrow.ts';
import { histories, numRuns, play, type Region, regions, seed } from './history.ts';

type Happening =
  | { readonly do: 'reserve' | 'deliver'; readonly region: Region; readonly units: number; readonly crash: Crash }
  | { readonly do: 'remind'; readonly region: Region; readonly crash: Crash }
  | { readonly do: 'arrive'; readonly pick: number; readonly again: boolean; readonly crash: Crash }
  | { readonly do: 'cut' | 'heal'; readonly from: Region; readonly to: Region };
/** When the process dies: before its write, or after it and before it sends. */
type Crash = 'no' | 'before' | 'after';

const region = fc.constantFrom(...regions);
const units = fc.integer({ min: 1, max: 4 });
const again = fc.nat(4).map((one) => one === 0);
const crash = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Crash>('no') },
  { weight: 1, arbitrary: fc.constant<Crash>('before') },
  { weight: 1, arbitrary: fc.constant<Crash>('after') },
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('reserve' as const), region, units, crash }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('deliver' as const), region, units, crash }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('remind' as const), region, crash }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constant('arrive' as const), pick: fc.nat(), again, crash }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('cut', 'heal'), from: region, to: region }) },
);

/** What happened in one history, or in many. */
type Tally = {
  sold: number;
  gifts: number;
  duplicates: number;
  crashes: number;
  lost: number;
  refused: number;
  refusedThoughElsewhere: number;
};
const nothing: Tally = {
  sold: 0,
  gifts: 0,
  duplicates: 0,
  crashes: 0,
  lost: 0,
  refused: 0,
  refusedThoughElsewhere: 0,
};

/** Regions that sell the same product, and the reports between them. Throws as soon as a unit is sold twice, lost or made out of nothing. */
class Shelves {
  readonly tally = { ...nothing };
  readonly #quotas = new Map<Region, Quota>(regions.map((one) => [one, noQuota(one, regions)]));
  readonly #wire: Report[] = [];
  readonly #cuts = new Set<string>();
  #delivered = 0;

  of(one: Region): Quota {
    return this.#quotas.get(one) ?? noQuota(one, regions);
  }

  happens(what: Happening): void {
    if (what.do === 'cut') this.#cuts.add(what.from + what.to);
    if (what.do === 'heal') this.#cuts.delete(what.from + what.to);
    if (what.do === 'remind') this.#store(what.region, remind(this.of(what.region)), what.crash);
    if (what.do === 'deliver' && this.#store(what.region, deliver(this.of(what.region), what.units), what.crash)) {
      this.#delivered += what.units;
    }
    if (what.do === 'reserve') this.#reserve(what.region, what.units, what.crash);
    if (what.do === 'arrive' && this.#wire.length > 0) {
      const index = what.pick % this.#wire.length;
      const [report] = what.again ? [this.#wire[index]] : this.#wire.splice(index, 1);
      if (what.again) this.tally.duplicates++;
      if (report) this.#arrive(report, what.crash);
    }
    this.#count();
  }

  /** Heals the links and goes on until nothing moves. */
  settle(): void {
    this.#cuts.clear();
    for (let round = 0; round < 40; round++) {
      for (const one of regions) this.happens({ do: 'remind', region: one, crash: 'no' });
      for (let reports = 0; this.#wire.length > 0; reports++) {
        if (reports > 1000) throw new Error('the regions never stop to answer each other');
        this.happens({ do: 'arrive', pick: 0, again: false, crash: 'no' });
      }
    }
    const open = regions.filter((one) => remind(this.of(one)).quota !== this.of(one));
    if (open.length > 0) throw new Error(`${open} still wait`);
  }

  #reserve(region: Region, wanted: number, dies: Crash): void {
    const step = reserve(this.of(region), wanted);
    const inAll = this.#free() + this.#onTheirWay();
    if (!this.#store(region, step, dies)) return;
    if (step.reserved) this.tally.sold += wanted;
    else this.tally.refused++;
    if (!step.reserved && inAll >= wanted) this.tally.refusedThoughElsewhere++;
  }

  #arrive(report: Report, dies: Crash): void {
    if (this.#cuts.has(report.from + report.to)) this.tally.lost++;
    else this.#store(report.to as Region, receive(this.of(report.to as Region), report), dies);
  }

  #store(region: Region, { quota, reports }: Step, dies: Crash): boolean {
    if (dies !== 'no') this.tally.crashes++;
    if (dies === 'before') return false;
    const before = this.of(region).gifts;
    for (const [to, { number }] of Object.entries(quota.gifts)) this.tally.gifts += number - (before[to]?.number ?? 0);
    // What a database keeps is JSON.
    this.#quotas.set(region, JSON.parse(JSON.stringify(quota)));
    if (dies === 'no') this.#wire.push(...reports);
    return true;
  }

  #free(): number {
    return regions.reduce((sum, one) => sum + this.of(one).free, 0);
  }

  /** The units of gifts that left and were not taken. */
  #onTheirWay(): number {
    const open = regions.flatMap((from) =>
      Object.entries(this.of(from).gifts).filter(
        ([to, { number }]) => number > (this.of(to as Region).taken[from] ?? 0),
      ),
    );
    return open.reduce((sum, [, gift]) => sum + gift.units, 0);
  }

  #count(): void {
    const { sold } = this.tally;
    const there = this.#free() + this.#onTheirWay();
    const below = regions.some((one) => this.of(one).free < 0);
    if (!below && sold + there === this.#delivered) return;
    throw new Error(`${this.#delivered} units were delivered, ${sold} are sold and ${there} are there`);
  }
}

test('in every history no unit is sold twice and none is lost', () => {
  const all = { ...nothing };
  const history = fc.array(happening, { maxLength: 220, size: 'max' });
  fc.assert(
    fc.property(history, (steps) => {
      const shelves = new Shelves();
      for (const step of steps) shelves.happens(step);
      shelves.settle();
      for (const name of Object.keys(all) as (keyof Tally)[]) all[name] += shelves.tally[name];
    }),
    { numRuns, seed },
  );
  console.info(`${numRuns} histories: ${JSON.stringify(all)}`);
  expect(Math.min(...Object.values(all))).toBeGreaterThan(0);
});

test('control: a counter sells what is not there', () => {
  const replica = {
    start: count(noCount, 20, 'eu'),
    write: (stock: typeof noCount, wanted: number, { region }: { readonly region: string }) =>
      countOf(stock) >= wanted ? count(stock, -wanted, region) : undefined,
    merge: mergeCounters,
  };
  const ended = fc
    .sample(histories(units), { numRuns, seed })
    .map((history) => countOf(play(replica, history).end.copy));
  const oversold = ended.filter((left) => left < 0);
  console.info(`a counter oversells in ${oversold.length} of ${numRuns} histories, at worst to ${Math.min(...ended)}`);
  expect(oversold.length).toBeGreaterThan(0);
});
