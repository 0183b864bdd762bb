import type { Claim } from './claim.ts';
import { composedRepo, runInRepo } from './composed-repo.ts';
import { median } from './interleave.ts';
import { peerFile } from './peers.ts';

/** Items per second, one value per round. */
type Rates = { readonly ours: readonly number[]; readonly bare: readonly number[] };

/** The state of the pump after this many records. */
type Many = { readonly count: number; readonly rate: number; readonly heapMb: number };

/**
 * The interval in milliseconds at which the measured relay polls the outbox (`RELAY_POLL_MS`). It is also the relay's
 * default.
 */
const relayLooksEveryMs = 200;

const shardCounts = [1, 2, 4, 8] as const;

/**
 * Measures each step of an event's path, compared with the same work by hand on the same server. The two take turns.
 */
export async function measureStreams(): Promise<Claim[]> {
  const repo = await composedRepo('default');
  const ratio = ({ ours, bare }: Rates) => median(ours.map((rate, i) => rate / (bare[i] ?? Number.NaN)));
  const claim = (script: string, what: string, unit: string): Claim => {
    const rates = runInRepo<Rates>(repo, script);
    return {
      what,
      // The two of a pair take turns, so that a busy moment affects both.
      measured: ratio(rates),
      unit: ' ×',
      budget: { at: 'least', value: 0.8 },
      detail: `${median(rates.ours).toFixed(0)} / ${median(rates.bare).toFixed(0)} ${unit}, one process, no telemetry endpoint`,
    };
  };
  const shards = (): Claim => {
    const found = shardCounts.map((count) => ({ count, rates: runInRepo<Rates>(repo, 'pump.mjs', [String(count)]) }));
    return {
      what: 'local stream pump over 1, 2, 4 and 8 shards / bare SDK calls over as many: the worst of the four',
      measured: Math.min(...found.map(({ rates }) => ratio(rates))),
      unit: ' ×',
      budget: { at: 'least', value: 0.8 },
      detail: found
        .map(({ count, rates }) => `${count}: ${ratio(rates).toFixed(2)} ×, ${median(rates.ours).toFixed(0)} records/s`)
        .join('; '),
    };
  };
  const many = (): Claim => {
    const found = runInRepo<Many[]>(repo, 'many-records.mjs');
    const [few, all] = [found[0], found.at(-1)];
    return {
      what: 'heap of the pump after a million records / after a thousand',
      measured: (all?.heapMb ?? Number.NaN) / (few?.heapMb ?? Number.NaN),
      unit: ' ×',
      budget: { at: 'most', value: 1.25 },
      detail: found
        .map(({ count, rate, heapMb }) => `${count}: ${heapMb.toFixed(0)} MB, ${rate.toFixed(0)}/s`)
        .join('; '),
    };
  };
  const latency = (): Claim => {
    const { ours, bare } = runInRepo<Rates>(repo, 'place-to-receipt.mjs', [String(relayLooksEveryMs)]);
    const ms = (rates: readonly number[]) => 1000 / median(rates);
    // Events wait in the outbox until the relay polls again. The work by hand has no such wait.
    const wait = relayLooksEveryMs / 2;
    return {
      what: `from an order to its receipt, through every process / an event put and read by hand + ${wait} ms, half the time between two looks of the relay`,
      measured: ms(ours) / (ms(bare) + wait),
      unit: ' ×',
      budget: { at: 'most', value: 1.5 },
      detail: `${ms(ours).toFixed(0)} / (${ms(bare).toFixed(0)} + ${wait}) ms, one order at a time`,
    };
  };
  const peer = (): Claim => {
    const rates = runInRepo<Rates>(repo, 'relay-peer.mjs', [peerFile('pg-transactional-outbox', 'dist/index.js')]);
    return {
      what: 'relay, outbox to stream / pg-transactional-outbox 0.5.7 with logical replication, on the same Postgres',
      measured: ratio(rates),
      unit: ' ×',
      budget: { at: 'least', value: 1 },
      detail: `${median(rates.ours).toFixed(0)} / ${median(rates.bare).toFixed(0)} events/s; ours publishes and marks a hundred at a time, it has a transaction for each`,
    };
  };
  return [
    claim('pump.mjs', 'local stream pump with a function that does nothing / bare SDK calls', 'records/s put and read'),
    claim('relay.mjs', 'relay, outbox to stream / the same SQL by hand', 'events/s'),
    peer(),
    claim('receipt.mjs', 'receipt, a transaction for each record / the same SQL by hand', 'records/s'),
    latency(),
    shards(),
    many(),
  ];
}
