import type { Claim } from './claim.ts';
import { composedRepo, runInRepo } from './composed-repo.ts';
import { median } from './interleave.ts';

/** Items a second, round by round. */
type Rates = { readonly ours: readonly number[]; readonly bare: readonly number[] };

/** The way of an event, each step beside the same work by hand, on the same server and in turn. */
export async function measureStreams(): Promise<Claim[]> {
  const repo = await composedRepo('default');
  const claim = (script: string, what: string, unit: string): Claim => {
    const { ours, bare } = runInRepo<Rates>(repo, script);
    return {
      what,
      // Round by round: a busy moment meets both of a pair, and no other.
      measured: median(ours.map((rate, i) => rate / (bare[i] ?? Number.NaN))),
      unit: ' ×',
      budget: { at: 'least', value: 0.8 },
      detail: `${median(ours).toFixed(0)} / ${median(bare).toFixed(0)} ${unit}, one process, no telemetry endpoint`,
    };
  };
  return [
    claim('pump.mjs', 'local stream pump with a function that does nothing / bare SDK calls', 'records/s put and read'),
    claim('relay.mjs', 'relay, outbox to stream / the same SQL by hand', 'events/s'),
    claim('receipt.mjs', 'receipt, a transaction for each record / the same SQL by hand', 'records/s'),
  ];
}
