import { orderEvent } from '@app/contracts/samples';
import type { EventStream } from '@app/core';
import { openOutbox } from '@app/outbox';
import { openNaiveOutbox } from '@app/outbox/local';
import { createRelay } from '@app/relay';
import { startTelemetry } from '@app/telemetry';
import { randomFrom, seedOf, writeEvents } from 'serverless-workshop/gates';
import { until } from 'serverless-workshop/local';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNaiveRelay } from '../src/naive-relay.ts';

/** A stream that only remembers. */
function rememberingStream(): EventStream & { readonly ids: string[] } {
  const ids: string[] = [];
  return {
    ids,
    publish: async (events) => {
      ids.push(...events.map(({ id }) => id));
      return { failed: [] };
    },
    close: async () => {},
  };
}

describe('relays over a real outbox', () => {
  let workshop: Awaited<ReturnType<typeof startWorkshop>>;
  let naive: Awaited<ReturnType<typeof openNaiveOutbox>>;
  let outbox: Awaited<ReturnType<typeof openOutbox>>;

  beforeAll(async () => {
    workshop = await startWorkshop({ functions: [], services: false });
    naive = await openNaiveOutbox(workshop.env);
    outbox = await openOutbox(workshop.env);
  });
  afterAll(async () => {
    await naive?.close();
    await outbox?.close();
    await workshop?.stop();
  });

  const leasedRelay = (stream: EventStream) =>
    createRelay({
      outbox,
      stream,
      telemetry: startTelemetry('relay-test', {}),
      settings: { leaseMs: 10_000, pollMs: 5, lingerMs: 60_000, batch: 100 },
    });

  test('the control: a cursor never sees what became visible behind it; the leased relay does', async () => {
    const seen: string[] = [];
    const relay = createNaiveRelay(naive, (events) => seen.push(...events.map(({ id }) => id)));
    const [slow, fast] = [orderEvent('slow'), orderEvent('fast')];

    // The slow write has its number; the fast one takes the next and is visible first.
    await naive.write(slow, async () => {
      await naive.write(fast, async () => {});
      await relay.look();
    });
    await relay.look();
    expect(seen).toEqual([fast.id]);

    const stream = rememberingStream();
    let looks = 3;
    await leasedRelay(stream).run(() => (looks-- > 0 ? 60_000 : 0));
    expect(stream.ids.toSorted()).toEqual([slow.id, fast.id].toSorted());
  });

  test('under load the leased relay loses nothing, whatever the order of the commits', async () => {
    const seed = seedOf(process.env);
    console.info(`seed ${seed}: repeat with SEED=${seed}`);
    const stream = rememberingStream();
    let written = false;
    const ids: string[] = [];
    const relaying = leasedRelay(stream).run(() =>
      written && ids.every((id) => stream.ids.includes(id)) ? 0 : 60_000,
    );
    ids.push(
      ...(await writeEvents(naive.write, {
        make: orderEvent,
        writers: 8,
        each: 25,
        heldMs: 20,
        random: randomFrom(seed),
      })),
    );
    written = true;
    await until('every event is on the stream', () => ids.every((id) => stream.ids.includes(id)));
    await relaying;
    expect(stream.ids.filter((id) => ids.includes(id))).toHaveLength(ids.length);
  });
});
