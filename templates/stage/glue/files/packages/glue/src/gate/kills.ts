import { join } from 'node:path';
import { orderEvent } from '@app/contracts/samples';
import type { CloudEvent } from '@app/core';
import { openDatabase } from '@app/database';
import { openNaiveOutbox } from '@app/outbox/local';
import { openStream } from '@app/provider';
import {
  brokenByFailures,
  type Check,
  type KillScene,
  killRounds,
  lossChecks,
  randomFrom,
  readLedger,
  twice,
} from 'serverless-workshop/gates';
import { until } from 'serverless-workshop/local';
import { placeOrder } from '../shop-client.ts';
import { lostByCursor, withoutLanes } from './controls.ts';
import { ledgerFile, placedEvent } from './ledger.ts';

const keys = ['gate-0', 'gate-1', 'gate-2', 'gate-3', 'gate-4'];
const publishedAgain = 10;
const patienceMs = 120_000;

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Kills the application, the relay and the pump at random points while orders and events come in, then waits for everything that
 * was promised. Answers what was lost, recorded twice and out of order.
 */
export function killChecks({ rounds, seed }: { rounds: number; seed: number }): Promise<Check[]> {
  return killRounds({
    rounds,
    random: randomFrom(seed),
    again: `seed ${seed}`,
    victims: ['app', 'relay', 'pump'],
    // An event is delivered within this time: kills fall on all of its way.
    latestKillMs: 400,
    // A killed relay keeps its lease for this long. A short lease lets the next relay start soon.
    env: { RELAY_LEASE_MS: '500' },
    consumer: new URL('ledger.ts', import.meta.url),
    stream: 'orders',
    open: openScene,
  });
}

/** Orders and events come in; what was answered with 201, and what is in the outbox, was promised. */
async function openScene(env: Env, dataDir: string): Promise<KillScene> {
  const outbox = await openNaiveOutbox(env);
  const orders: string[] = [];
  const events: CloudEvent[] = [];

  return {
    // Two customers, and three events of one key that go past the application. What was not answered was not promised.
    async arrive(url, round) {
      const customer = async () => {
        const { order } = await placeOrder(url, `Customer of round ${round}`).catch(() => ({ order: undefined }));
        if (order) orders.push(order.id);
      };
      const burst = async () => {
        for (let i = 0; i < 3; i++) {
          const event = orderEvent(String(keys[round % keys.length]), round * 3 + i + 1);
          await outbox.write(event, async () => {});
          events.push(event);
        }
      };
      await Promise.all([customer(), customer(), burst()]);
    },
    async judge(told) {
      const ledger = ledgerFile(dataDir);
      const missing = await missingAtLast(env, orders, events, ledger);
      await publishAgain(env, events.slice(-publishedAgain), ledger);
      const records = events.map((event) => ({ id: event.id, key: event.partitionkey, body: JSON.stringify(event) }));
      const file = join(dataDir, 'without-lanes.jsonl');
      const broken = await brokenByFailures({ records, process: withoutLanes, read: placedEvent, file });
      return lossChecks({
        missing,
        promised: `${orders.length} accepted orders and ${events.length} events, after ${told}`,
        entries: readLedger(ledger),
        keys,
        losing: { ...(await lostByCursor(outbox)), name: 'a relay with a cursor' },
        unordered: { keys: broken, name: 'a consumer without lanes' },
      });
    },
    close: () => outbox.close(),
  };
}

/** Waits until all that was promised is there; answers what is still missing when patience ends. */
async function missingAtLast(
  env: Env,
  orders: readonly string[],
  events: readonly CloudEvent[],
  ledger: string,
): Promise<string[]> {
  const { documents, close } = await openDatabase(env);
  let missing: string[] = [];
  await until(
    'everything that was promised',
    async () => {
      const recorded = new Set(readLedger(ledger).map(({ id }) => id));
      const receipts = new Set((await documents.list('receipts', 10_000)).map(({ id }) => id));
      const lost = events.filter(({ id }) => !recorded.has(id)).map(({ id }) => id);
      missing = [...lost, ...orders.filter((id) => !receipts.has(id))];
      return missing.length === 0;
    },
    { patienceMs, progress: () => missing.length },
  ).catch(() => {});
  await close();
  return missing;
}

/** A relay may publish twice, and here it does: whatever the kills hit, some events are delivered a second time. */
async function publishAgain(env: Env, events: readonly CloudEvent[], ledger: string): Promise<void> {
  const stream = openStream(env);
  await stream.publish(events);
  await stream.close();
  await until('they are delivered again', () => {
    const again = twice(readLedger(ledger).filter(({ what }) => what === 'delivered'));
    return events.every(({ id }) => again.includes(id));
  });
}
