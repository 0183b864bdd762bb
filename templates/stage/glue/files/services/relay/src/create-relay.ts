import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type CloudEvent, type EventStream, type Lease, LeaseLostError, type Outbox, type RowAside } from '@app/core';
import type { Telemetry } from '@app/telemetry';
import { publishTraced } from '@app/tracing';
import { oldestWait } from './figures.ts';
import { sortRows } from './sort-rows.ts';

/** Times in milliseconds; `batch` counts events. */
export type RelaySettings = {
  /** How long the outbox stays ours without a word. A relay that dies is replaced after this time. */
  readonly leaseMs: number;
  /** Pause when nothing is pending, when somebody else holds the lease, and after a failure. */
  readonly pollMs: number;
  /** How long one run stays and looks for new events. */
  readonly lingerMs: number;
  readonly batch: number;
};

/** What the relay needs. */
export type RelayPorts = {
  readonly outbox: Outbox;
  readonly stream: EventStream;
  readonly telemetry: Telemetry;
  readonly settings: RelaySettings;
  /** Is told, once a run, how many milliseconds the oldest event of it waited. */
  readonly sayWait?: (waitedMs: number) => void;
  /** Is told of rows that can never go out, as soon as they stand aside. */
  readonly sayAside?: (rows: readonly RowAside[]) => void;
};

/** Carries events from the outbox to the stream. */
export interface Relay {
  /**
   * Works until `lingerMs` is over or `remainingMs` runs out, then gives the lease back. Answers how many events it
   * published. Failures are tried again inside the run; throws the last one when the run could not end well.
   */
  run(remainingMs: () => number): Promise<number>;
}

/**
 * Exactly one relay publishes at a time: two would break the order per key. The right to publish is a row with an
 * expiry, not a lock of a connection: that one breaks behind poolers. A relay that lost its lease without noticing is
 * found out by the fencing number; what it published twice meanwhile, the consumers' idempotency keys absorb.
 *
 * A row that can never go out stands aside with its reason, and the later ones of its key go on. What the stream only refuses for now waits,
 * with the later ones of its key.
 */
export function createRelay({ outbox, stream, telemetry, settings, sayWait, sayAside }: RelayPorts): Relay {
  const { leaseMs, pollMs, lingerMs, batch } = settings;
  // Time for one more publish and for giving the lease back.
  const reserveMs = Math.min(5_000, leaseMs);

  async function run(remainingMs: () => number): Promise<number> {
    const holder = randomUUID();
    const until = Date.now() + lingerMs;
    const keepLease = leaseKeeper(outbox, holder, leaseMs);
    let count = 0;
    let waitedMs = 0;
    // How many rows the last look found and could not get rid of: the next one looks behind them.
    let held = 0;
    let failure: unknown;
    while (Date.now() < until && remainingMs() > reserveMs) {
      try {
        const lease = await keepLease.current();
        const rows = lease ? await outbox.rows(Math.min(batch + held, batch * mostBatches)) : [];
        held = rows.length;
        const { fit, unfit } = sortRows(rows, stream);
        waitedMs = Math.max(waitedMs, oldestWait(fit));
        const { published, refused } = lease && fit.length > 0 ? await publishBatch(lease, fit) : nothing;
        held -= published;
        if (lease && unfit.length > 0) await setAside(lease, unfit);
        held -= unfit.length;
        count += published;
        failure = refused > 0 ? new Error(`the stream refused ${refused} events: they wait in the outbox`) : undefined;
        if (published + unfit.length > 0 && refused === 0) continue;
      } catch (error) {
        keepLease.forget();
        // Somebody else is at work with a newer number: wait for our turn.
        if (!(error instanceof LeaseLostError)) {
          failure = error;
          console.error('relay: tried again after', error);
        }
      }
      await delay(pollMs);
    }
    await keepLease.giveBack();
    await telemetry.flush();
    sayWait?.(waitedMs);
    if (failure) throw failure;
    return count;
  }

  async function publishBatch(lease: Lease, events: readonly CloudEvent[]): Promise<typeof nothing> {
    const failed = new Set((await publishTraced(stream, telemetry, events)).failed);
    const through = events.filter((event) => !failed.has(event.id)).map((event) => event.id);
    if (through.length > 0) await outbox.published(through, lease);
    return { published: through.length, refused: failed.size };
  }

  async function setAside(lease: Lease, unfit: readonly RowAside[]): Promise<void> {
    await outbox.setAside(unfit, lease);
    sayAside?.(unfit);
  }

  return { run };
}

/** How many batches one look takes at most. They are in memory together. */
const mostBatches = 5;

const nothing = { published: 0, refused: 0 };

/** Renews in good time rather than at every look: a lease is a write, and the outbox is looked at often. */
function leaseKeeper(outbox: Outbox, holder: string, leaseMs: number) {
  let lease: Lease | undefined;
  let askedAt = 0;
  return {
    async current(): Promise<Lease | undefined> {
      if (!lease || Date.now() - askedAt > leaseMs / 3) {
        askedAt = Date.now();
        lease = await outbox.lease(holder, leaseMs);
      }
      return lease;
    },
    forget(): void {
      lease = undefined;
    },
    async giveBack(): Promise<void> {
      // When this fails the lease ends by itself.
      await outbox.lease(holder, 0).catch(() => {});
    },
  };
}
