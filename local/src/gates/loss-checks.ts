import { type Check, withControl } from './check.ts';
import { type Entry, outOfOrder, twice } from './ledger.ts';

/** What was promised, what the ledger says, and the results of the controls. */
export type LossOptions = {
  readonly missing: readonly string[];
  /** The promise in words. */
  readonly promised: string;
  readonly entries: readonly Entry[];
  /** Keys that had several events in a row. */
  readonly keys: readonly string[];
  /** The control of "nothing is lost": a way that loses events, with how many it lost of how many. */
  readonly losing: { readonly lost: number; readonly of: number; readonly name: string };
  /** The control of "order per key": a way without order, with the keys that it broke. */
  readonly unordered: { readonly keys: readonly string[]; readonly name: string };
};

/**
 * Checks that nothing is lost, nothing is recorded twice, and each key is in order. Each check has a control that must
 * fail.
 */
export function lossChecks({ missing, promised, entries, keys, losing, unordered }: LossOptions): Check[] {
  const recorded = entries.filter(({ what }) => what === 'recorded');
  const recordedTwice = twice(recorded);
  const deliveredTwice = twice(entries.filter(({ what }) => what === 'delivered'));
  const ofKeys = recorded.filter(({ key }) => keys.includes(key));
  const broken = outOfOrder(ofKeys);
  return [
    {
      name: 'events lost',
      verdict: withControl(missing.length === 0, losing.lost === 0),
      measured: `${missing.length} of ${promised}`,
      needed: '0',
      control: `${losing.name} lost ${losing.lost} of ${losing.of}`,
    },
    {
      name: 'effects recorded twice',
      verdict: withControl(recordedTwice.length === 0, deliveredTwice.length === 0),
      measured: `${recordedTwice.length} of ${recorded.length}`,
      needed: '0',
      control: `without the idempotency key ${deliveredTwice.length} would have been`,
    },
    {
      name: 'order of events per key',
      verdict: withControl(broken.length === 0 && ofKeys.length > 0, unordered.keys.length === 0),
      measured: `${broken.length} of ${keys.length} keys out of order, in ${ofKeys.length} events`,
      needed: '0',
      control: `${unordered.name} broke ${unordered.keys.length}, when one event of each key failed once`,
    },
  ];
}
