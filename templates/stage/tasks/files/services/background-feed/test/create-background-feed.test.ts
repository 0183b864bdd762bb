import { orderEvent } from '@app/contracts/samples';
import type { CloudEvent, StreamRecord } from '@app/core';
import { startTelemetry } from '@app/telemetry';
import { beforeEach, expect, test, vi } from 'vitest';
import { createBackgroundFeed } from '../src/create-background-feed.ts';

const recordOf = (event: CloudEvent): StreamRecord => ({
  id: `record-${event.id}`,
  key: event.partitionkey,
  body: JSON.stringify(event),
});

let published: CloudEvent[];
let refused: Set<string>;
let quarantine: string[];

const feed = () =>
  createBackgroundFeed({
    documents: { put: async (_: string, id: string) => void quarantine.push(id) } as never,
    background: {
      publish: async (events) => {
        published.push(...events.filter(({ id }) => !refused.has(id)));
        return { failed: events.map(({ id }) => id).filter((id) => refused.has(id)) };
      },
      close: async () => {},
    },
    telemetry: startTelemetry('background-feed-test', {}),
  });

beforeEach(() => {
  published = [];
  refused = new Set();
  quarantine = [];
});

test('events go over as they are, in their order', async () => {
  const events = ['order-1', 'order-2', 'order-3'].map((id) => orderEvent(id));
  expect(await feed()(events.map(recordOf))).toEqual({ failed: [] });
  expect(published).toEqual(events);
});

test('what the background stream refuses comes again, and nothing else', async () => {
  const [first, second] = [orderEvent('order-1'), orderEvent('order-2')];
  refused.add(second.id);
  expect(await feed()([recordOf(first), recordOf(second)])).toEqual({ failed: [`record-${second.id}`] });
  expect(published).toEqual([first]);
});

test('a record that is no event is put aside and holds up nobody', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const bad = { id: 'record-bad', key: 'order-1', body: '{"hello":"world"}' };
  const event = orderEvent('order-1');
  expect(await feed()([bad, recordOf(event)])).toEqual({ failed: [] });
  expect([quarantine, published]).toEqual([['record-bad'], [event]]);
  said.mockRestore();
});
