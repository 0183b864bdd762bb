import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CloudEvent, Order } from '@app/core';
import { openDatabase } from '@app/database';
import { type Check, withControl } from '@app/gates';
import { openNaiveOutbox } from '@app/outbox/local';
import { openStream } from '@app/provider';
import { startParts, until } from 'serverless-workshop/local';
import { orderEvent } from '../order-event.ts';
import { randomFrom } from '../random.ts';
import { placeOrder } from '../shop-client.ts';
import { type KillableWorkshop, startKillable } from './killable-workshop.ts';
import { type Entry, outOfOrder, readLedger, twice } from './ledger.ts';
import { lostByCursor } from './lost-by-cursor.ts';
import { brokenWithoutLanes } from './order-without-lanes.ts';

const victims = ['app', 'relay', 'pump'] as const;
const keys = 5;
/** An event is delivered within this time: kills fall on all of its way. */
const latestKillMs = 400;
const publishedAgain = 10;
const patienceMs = 120_000;

/** What was promised during the rounds: orders answered with 201, and events that are in the outbox. */
type Promised = { readonly orders: string[]; readonly events: CloudEvent[] };

/**
 * Kills the application, the relay and the pump at random points while orders and events come in, then waits for everything that
 * was promised. Answers what was lost, recorded twice and out of order.
 */
export async function killChecks({ rounds, seed }: { rounds: number; seed: number }): Promise<Check[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gate-'));
  const parts = await startParts({ dataDir, keep: false, env: process.env });
  // A relay that is killed keeps its lease for as long: the next one waits less here.
  const env = { ...process.env, ...parts.env, RELAY_LEASE_MS: '500' };
  const ledger = join(dataDir, 'ledger.jsonl');
  const kills = { app: 0, relay: 0, pump: 0 };
  const promised: Promised = { orders: [], events: [] };
  let workshop: KillableWorkshop | undefined;
  try {
    workshop = await startKillable(env, dataDir);
    const outbox = await openNaiveOutbox(env);
    const random = randomFrom(seed);
    for (let round = 0; round < rounds; round++) {
      const victim = victims[Math.floor(random() * victims.length)] ?? 'app';
      const arriving = arrive(workshop.app.url, outbox.write, round, promised);
      await wait(random() * latestKillMs);
      kills[victim] += 1;
      if (victim === 'pump') {
        await workshop.killAll();
        workshop = await startKillable(env, dataDir);
      } else await workshop.kill(victim === 'app' ? workshop.app.name : victim);
      await arriving;
      if ((round + 1) % 10 === 0) console.log(`  ${round + 1} of ${rounds}, ${promised.orders.length} orders accepted`);
    }
    const missing = await missingAtLast(env, promised, ledger);
    await publishAgain(env, promised.events.slice(-publishedAgain), ledger);
    const cursor = await lostByCursor(outbox);
    const unordered = await brokenWithoutLanes(promised.events, join(dataDir, 'without-lanes.jsonl'));
    await outbox.close();
    const told = `${rounds} kills (app ${kills.app}, relay ${kills.relay}, pump ${kills.pump}), seed ${seed}`;
    return verdicts(missing, promised, readLedger(ledger), { cursor, unordered }, told);
  } finally {
    await workshop?.killAll();
    await parts.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Two customers, and three events of one key that go past the application. What was not answered was not promised. */
async function arrive(
  url: string,
  write: (event: CloudEvent, held: () => Promise<unknown>) => Promise<void>,
  round: number,
  { orders, events }: Promised,
): Promise<void> {
  const customer = async () => {
    const { order } = await placeOrder(url, `Customer of round ${round}`).catch(() => ({ order: undefined }));
    if (order) orders.push(order.id);
  };
  const burst = async () => {
    for (let i = 0; i < 3; i++) {
      const event = placed(`gate-${round % keys}`, round * 3 + i + 1);
      await write(event, async () => {});
      events.push(event);
    }
  };
  await Promise.all([customer(), customer(), burst()]);
}

function placed(key: string, place: number): CloudEvent<Order> {
  const event = orderEvent(key);
  return { ...event, data: { ...event.data, version: place } };
}

/** Waits until all that was promised is there; answers what is still missing when patience ends. */
async function missingAtLast(
  env: Readonly<Record<string, string | undefined>>,
  { orders, events }: Promised,
  ledger: string,
): Promise<string[]> {
  const { documents, close } = await openDatabase(env);
  let missing: string[] = [];
  await until(
    'everything that was promised',
    async () => {
      const recorded = new Set(idsOf(readLedger(ledger)));
      const receipts = new Set((await documents.list('receipts', 10_000)).map(({ id }) => id));
      missing = [...idsOf(events).filter((id) => !recorded.has(id)), ...orders.filter((id) => !receipts.has(id))];
      return missing.length === 0;
    },
    { patienceMs, progress: () => missing.length },
  ).catch(() => {});
  await close();
  return missing;
}

/** A relay may publish twice, and here it does: whatever the kills hit, some events are delivered a second time. */
async function publishAgain(
  env: Readonly<Record<string, string | undefined>>,
  events: readonly CloudEvent[],
  ledger: string,
): Promise<void> {
  const stream = openStream(env);
  await stream.publish(events);
  await stream.close();
  await until('they are delivered again', () => {
    const again = twice(readLedger(ledger).filter(({ what }) => what === 'delivered'));
    return idsOf(events).every((id) => again.includes(id));
  });
}

function idsOf(things: readonly { readonly id: string }[]): string[] {
  return things.map(({ id }) => id);
}

function verdicts(
  missing: readonly string[],
  { orders, events }: Promised,
  entries: readonly Entry[],
  { cursor, unordered }: { cursor: { lost: number; of: number }; unordered: readonly string[] },
  told: string,
): Check[] {
  const recorded = entries.filter(({ what }) => what === 'recorded');
  const delivered = entries.filter(({ what }) => what === 'delivered');
  const [recordedTwice, deliveredTwice] = [twice(recorded), twice(delivered)];
  const ofKeys = recorded.filter(({ key }) => key.startsWith('gate-'));
  const broken = outOfOrder(ofKeys);
  return [
    {
      name: 'events lost',
      verdict: withControl(missing.length === 0, cursor.lost === 0),
      measured: `${missing.length} of ${orders.length} accepted orders and ${events.length} events, after ${told}`,
      needed: '0',
      control: `a relay with a cursor lost ${cursor.lost} of ${cursor.of}`,
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
      verdict: withControl(broken.length === 0 && ofKeys.length > 0, unordered.length === 0),
      measured: `${broken.length} of ${keys} keys out of order, in ${ofKeys.length} events`,
      needed: '0',
      control: `a consumer without lanes broke ${unordered.length}, when one event of each key failed once`,
    },
  ];
}
