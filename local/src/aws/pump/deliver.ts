import type { Drained, Invoke } from '../../contract/index.ts';
import { ThrottledError } from '../../throttled-error.ts';
import type { DrainRequests } from './drain.ts';
import type { Discarded, FailureDestination } from './failure-destination.ts';
import { kinesisEvent, type Source } from './kinesis-event.ts';
import type { ShardRecord } from './record.ts';
import type { PumpSettings } from './settings.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** The parts that a delivery uses. */
export type Delivery = {
  readonly settings: PumpSettings;
  readonly source: Source;
  readonly invoke: Invoke;
  readonly failures: FailureDestination;
  /** Gets a line about each failure that is tried again. */
  readonly onLine: (line: string) => void;
  readonly drain?: DrainRequests;
  readonly now: () => number;
  /** Waits before the n-th try in a row, counted from 1. Ends early, without an error, when the pump stops. */
  readonly pause: (tries: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** Called with records that are settled: handled, or stored at the failure destination. */
  readonly settled: (records: readonly ShardRecord[]) => void;
};

type Attempt = { readonly records: readonly ShardRecord[]; readonly retries: number };

/**
 * Delivers a batch to the function until each of its records is settled, by the rules of an event source mapping.
 * Returns early when the pump stops. Records that are not settled by then will be delivered again.
 */
export async function deliver(batch: readonly ShardRecord[], delivery: Delivery): Promise<void> {
  let attempts: Attempt[] = [{ records: batch, retries: 0 }];
  let fruitless = 0;
  let invocations = 0;
  while (!delivery.signal.aborted) {
    const [attempt, ...later] = attempts;
    if (!attempt) return;
    const fresh = await dropAged(attempt.records, invocations, delivery);
    if (fresh.length === 0) {
      attempts = later;
      continue;
    }
    const verdict = await invoke(fresh, delivery);
    if (verdict.kind === 'throttled') {
      attempts = [{ records: fresh, retries: attempt.retries }, ...later];
    } else {
      invocations += 1;
      const { drained, ...next } = await follow({ records: fresh, retries: attempt.retries }, verdict, delivery);
      if (next.done.length > 0) delivery.settled(next.done);
      if (next.given.length > 0) {
        const stored = await discard(next.given, 'RetryAttemptsExhausted', invocations, delivery);
        if (stored) await drained?.();
      }
      attempts = [...next.again, ...later];
    }
    fruitless = verdict.kind === 'done' ? 0 : fruitless + 1;
    if (fruitless > 0 && attempts.length > 0) await delivery.pause(fruitless);
  }
}

type Outcome = Verdict | { readonly kind: 'throttled' };

async function invoke(records: readonly ShardRecord[], delivery: Delivery): Promise<Outcome> {
  try {
    return verdictOf(await delivery.invoke(kinesisEvent(records, delivery.source)), records);
  } catch (error) {
    if (error instanceof ThrottledError) return { kind: 'throttled' };
    return { kind: 'failed', why: String(error) };
  }
}

/**
 * What happens after an invocation: records that are done, records that are given up, and batches to try again, in
 * order.
 */
export type FollowUp = {
  readonly done: readonly ShardRecord[];
  readonly given: readonly ShardRecord[];
  readonly again: readonly Attempt[];
};

/**
 * Decides what happens after an invocation. A split uses up no retry, neither a split in halves nor one at a reported
 * sequence number. When the first record of a batch is reported, the whole batch is tried again. That counts as a
 * retry, and AWS does not document that it would be halved.
 */
function followUp({ records, retries }: Attempt, verdict: Verdict, settings: PumpSettings): FollowUp {
  if (verdict.kind === 'done') return { done: records, given: [], again: [] };
  const { bisect, retryAttempts } = settings;
  const cut = verdict.kind === 'from' ? verdict.index : 0;
  const done = records.slice(0, cut);
  const rest = records.slice(cut);
  if (bisect && cut > 0) return { done, given: [], again: [{ records: rest, retries: 0 }] };
  if (bisect && verdict.kind === 'failed' && rest.length > 1) {
    const half = Math.ceil(rest.length / 2);
    return {
      done,
      given: [],
      again: [
        { records: rest.slice(0, half), retries },
        { records: rest.slice(half), retries },
      ],
    };
  }
  // When the checkpoint moved, the rest is a new batch and this is its first retry.
  const nextRetry = cut > 0 ? 1 : retries + 1;
  const exhausted = retryAttempts >= 0 && nextRetry > retryAttempts;
  return exhausted
    ? { done, given: rest, again: [] }
    : { done, given: [], again: [{ records: rest, retries: nextRetry }] };
}

/**
 * What happens after an invocation. When somebody asked to move the blocking record away, `drained` tells them once it
 * is done.
 */
async function follow(
  attempt: Attempt,
  verdict: Verdict,
  { settings, drain, source }: Delivery,
): Promise<FollowUp & { readonly drained?: () => Promise<void> }> {
  const usual = followUp(attempt, verdict, settings);
  if (verdict.kind === 'done' || !(await drain?.asked())) return usual;
  const next = letGo(attempt, verdict);
  const [record] = next.given;
  if (!record) return next;
  const tell = await drain?.take();
  if (!tell) return usual;
  const moved: Drained = { id: record.sequenceNumber, key: record.partitionKey, shardId: source.shardId };
  return { ...next, drained: () => tell(moved) };
}

/**
 * Gives up the one record that blocks. When the function's answer does not name it, the batch is halved until it is
 * alone.
 */
export function letGo({ records, retries }: Attempt, verdict: Exclude<Verdict, { kind: 'done' }>): FollowUp {
  const cut = verdict.kind === 'from' ? verdict.index : 0;
  const done = records.slice(0, cut);
  const [first, ...later] = records.slice(cut);
  if (verdict.kind === 'failed' && later.length > 0) {
    const half = Math.ceil(records.length / 2);
    return {
      done,
      given: [],
      again: [records.slice(0, half), records.slice(half)].map((part) => ({ records: part, retries })),
    };
  }
  return { done, given: first ? [first] : [], again: later.length > 0 ? [{ records: later, retries: 0 }] : [] };
}

/** Sends records that are older than the limit to the failure destination. They are not tried, or not tried again. */
async function dropAged(
  records: readonly ShardRecord[],
  invocations: number,
  delivery: Delivery,
): Promise<readonly ShardRecord[]> {
  const { maxRecordAgeSeconds } = delivery.settings;
  if (maxRecordAgeSeconds < 0) return records;
  const oldest = delivery.now() - maxRecordAgeSeconds * 1000;
  const aged = records.filter((record) => record.arrivedAt < oldest);
  if (aged.length > 0) await discard(aged, 'RecordAgeExceeded', invocations, delivery);
  return aged.length === 0 ? records : records.filter((record) => record.arrivedAt >= oldest);
}

/**
 * Stores records at the failure destination, because only then they count as settled. Answers whether they are stored;
 * the pump may stop before.
 */
async function discard(
  records: readonly ShardRecord[],
  condition: Discarded['condition'],
  invocations: number,
  delivery: Delivery,
): Promise<boolean> {
  for (let tries = 1; !delivery.signal.aborted; tries += 1) {
    try {
      await delivery.failures.discard({ records, condition, invocations, source: delivery.source });
      delivery.settled(records);
      return true;
    } catch (error) {
      delivery.onLine(`the failure destination of ${delivery.source.functionName} refused a batch: ${error}`);
      await delivery.pause(tries);
    }
  }
  return false;
}
