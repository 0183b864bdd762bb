import { randomUUID } from 'node:crypto';
import { orderEvent } from '@app/contracts/samples';
import type { CloudEvent, OutboxRow } from '@app/core';
import { openOutbox } from '@app/outbox';
import { writeRows } from '@app/outbox/local';
import { openStream } from '@app/provider';
import { createRelay } from '@app/relay';
import { startTelemetry } from '@app/telemetry';
import { randomFrom, seedOf } from 'serverless-workshop/gates';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

type Row = { readonly id: string; readonly key: string; readonly event: string };

/** What an application in another language may write instead of an event. */
const kinds: readonly ((event: CloudEvent) => unknown)[] = [
  () => null,
  () => 7,
  () => 'text',
  (event) => [event],
  (event) => JSON.stringify(event),
  () => ({}),
  ({ partitionkey: _, ...others }) => others,
  ({ id: _, ...others }) => others,
  ({ data: _, ...others }) => others,
  (event) => ({ ...event, id: randomUUID() }),
  (event) => ({ ...event, id: '' }),
  (event) => ({ ...event, id: 7 }),
  (event) => ({ ...event, partitionkey: '' }),
  (event) => ({ ...event, partitionkey: null }),
  (event) => ({ ...event, partitionkey: 'k'.repeat(257) }),
  (event) => ({ ...event, partitionkey: { of: event.subject } }),
  (event) => ({ ...event, time: '01.02.2026' }),
  (event) => ({ ...event, specversion: '0.3' }),
  (event) => ({ ...event, type: '' }),
  (event) => ({ ...event, traceparent: 'none' }),
  (event) => ({ ...event, Camel: true }),
  (event) => ({ ...event, data: 'x'.repeat(1024 * 1024) }),
];

let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let outbox: Awaited<ReturnType<typeof openOutbox>>;
let stream: ReturnType<typeof openStream>;
beforeAll(async () => {
  workshop = await startWorkshop({ functions: [], services: false });
  outbox = await openOutbox(workshop.env);
  stream = openStream(workshop.env);
});
afterAll(async () => {
  await stream?.close();
  await outbox?.close();
  await workshop?.stop();
});

/** Good rows of some keys, in order, and a bad one of every kind anywhere among them. Answers those that the database took. */
async function storeRows(random: () => number): Promise<{ good: CloudEvent[]; bad: Row[] }> {
  const keys = Array.from({ length: 12 }, () => randomUUID());
  const anyKey = () => keys[Math.floor(random() * keys.length)] ?? '';
  const rowOf = (key: string, bad?: (event: CloudEvent) => unknown) => {
    const event = { ...orderEvent(key), id: randomUUID() };
    return { bad, event, row: { id: event.id, key, event: JSON.stringify(bad ? bad(event) : event) } };
  };
  const rows = Array.from({ length: 80 }, () => rowOf(anyKey()));
  for (const kind of kinds) rows.splice(Math.floor(random() * rows.length), 0, rowOf(anyKey(), kind));
  // DynamoDB has no item as large as the record that no stream takes: that row is written by itself.
  const large = rows.findIndex(({ row }) => row.event.length > 400_000);
  const write = (some: typeof rows) =>
    writeRows(
      workshop.env,
      some.map(({ row }) => row),
    );
  await write(rows.slice(0, large));
  const taken = await write(rows.slice(large, large + 1)).then(
    () => true,
    () => false,
  );
  await write(rows.slice(large + 1));
  return {
    good: rows.filter(({ bad }) => !bad).map(({ event }) => event),
    bad: rows.filter(({ bad }, i) => bad && (taken || i !== large)).map(({ row }) => row),
  };
}

/** The stream, and what it took, by key. */
function watched() {
  const taken: CloudEvent[] = [];
  const publish: typeof stream.publish = async (events) => {
    const { failed } = await stream.publish(events);
    taken.push(...events.filter(({ id }) => !failed.includes(id)));
    return { failed };
  };
  return { stream: { ...stream, publish }, taken };
}

const idsByKey = (events: readonly CloudEvent[]) => {
  const ids: Record<string, string[]> = {};
  for (const { partitionkey, id } of events) ids[partitionkey] = [...(ids[partitionkey] ?? []), id];
  return ids;
};

test('every good row goes out once and in the order of its key, every bad one stands aside with a reason', async () => {
  const seed = seedOf(process.env);
  const { good, bad } = await storeRows(randomFrom(seed));
  expect(bad.length, `seed ${seed}`).toBeGreaterThanOrEqual(kinds.length - 1);

  // The control: what publishes all that it reads, as it reads it, gets none of this out.
  const control = watched();
  const rows: OutboxRow[] = await outbox.rows(100);
  await expect(control.stream.publish(rows.map(({ event }) => event as CloudEvent))).rejects.toThrow();
  expect(control.taken).toEqual([]);

  const { stream: watchedStream, taken } = watched();
  const said: string[] = [];
  const relay = createRelay({
    outbox,
    stream: watchedStream,
    telemetry: startTelemetry('relay-test', {}),
    settings: { leaseMs: 10_000, pollMs: 5, lingerMs: 600_000, batch: 20 },
    sayAside: (unfit) => said.push(...unfit.map(({ id }) => id)),
  });
  let done = false;
  await relay.run(() => {
    if (done) return 0;
    done = taken.length >= good.length && said.length >= bad.length;
    return 600_000;
  });

  expect(idsByKey(taken), `seed ${seed}`).toEqual(idsByKey(good));
  expect(await outbox.rows(10)).toEqual([]);
  const standing = await outbox.aside(1_000);
  expect(standing.map(({ id }) => id).toSorted()).toEqual(bad.map(({ id }) => id).toSorted());
  for (const { id, event, reason } of standing) {
    expect(reason).toMatch(/\w/);
    expect(event).toEqual(JSON.parse(bad.find((row) => row.id === id)?.event ?? ''));
  }
  expect(said.toSorted()).toEqual(bad.map(({ id }) => id).toSorted());
});
