import type { CloudEvent } from '@app/core';
import { startTelemetry } from '@app/telemetry';
import { describe, expect, test, vi } from 'vitest';
import { createRelay } from '../src/create-relay.ts';
import { sayWait } from '../src/figures.ts';
import { eventOf, MemoryOutbox, MemoryStream } from './in-memory.ts';

const telemetry = startTelemetry('relay-test', {});
const settings = { leaseMs: 1_000, pollMs: 1, lingerMs: 60_000, batch: 3 };

/** Time for so many looks at the outbox. */
function looks(count: number): () => number {
  let left = count;
  return () => (left-- > 0 ? 60_000 : 0);
}

function relayOf(outbox: MemoryOutbox, stream: MemoryStream) {
  return createRelay({ outbox, stream, telemetry, settings, sayWait });
}

describe('the relay', () => {
  test('publishes in the order of the outbox and empties it, batch after batch', async () => {
    const events = ['1', '2', '3', '4', '5'].map((id) => eventOf(id, 'a'));
    const outbox = new MemoryOutbox(events);
    const stream = new MemoryStream();
    expect(await relayOf(outbox, stream).run(looks(4))).toBe(5);
    expect(stream.records.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5']);
    expect(outbox.waiting).toEqual([]);
  });

  test('holds a refused event and the later ones of its key, and lets the other keys pass', async () => {
    const outbox = new MemoryOutbox([eventOf('1', 'a'), eventOf('2', 'b'), eventOf('3', 'a')]);
    const stream = new MemoryStream({ 1: 1 });
    expect(await relayOf(outbox, stream).run(looks(3))).toBe(3);
    expect(stream.records.map(({ id }) => id)).toEqual(['2', '1', '3']);
  });

  test('stays and finds what is stored later', async () => {
    const outbox = new MemoryOutbox([]);
    const stream = new MemoryStream();
    let look = 0;
    const published = await relayOf(outbox, stream).run(() => {
      look += 1;
      if (look === 3) outbox.waiting.push({ id: '1', event: eventOf('1', 'a') });
      return look < 6 ? 60_000 : 0;
    });
    expect(published).toBe(1);
  });

  test('gives the lease back', async () => {
    const outbox = new MemoryOutbox([eventOf('1', 'a')]);
    await relayOf(outbox, new MemoryStream()).run(looks(1));
    expect(outbox.given).toEqual(['back']);
    expect(outbox.heldBy).toBeUndefined();
  });

  test('publishes nothing while somebody else holds the lease, and starts when it is free', async () => {
    const outbox = new MemoryOutbox([eventOf('1', 'a')]);
    outbox.heldBy = 'somebody else';
    const stream = new MemoryStream();
    expect(await relayOf(outbox, stream).run(looks(3))).toBe(0);
    expect(stream.records).toEqual([]);
    expect(outbox.heldBy).toBe('somebody else');
    outbox.heldBy = undefined;
    expect(await relayOf(outbox, stream).run(looks(3))).toBe(1);
  });

  test('does not mark what it published with an old fencing number', async () => {
    const outbox = new MemoryOutbox([eventOf('1', 'a')]);
    const stream = new MemoryStream();
    const publish = stream.publish.bind(stream);
    stream.publish = async (events: readonly CloudEvent[]) => {
      // The lease ran out meanwhile, and another relay took it.
      outbox.fence += 1;
      outbox.heldBy = 'the next relay';
      return publish(events);
    };
    expect(await relayOf(outbox, stream).run(looks(2))).toBe(0);
    expect(outbox.waiting.map(({ id }) => id)).toEqual(['1']);
    expect(outbox.heldBy).toBe('the next relay');
  });

  test('goes on after a failure of the outbox', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const outbox = new MemoryOutbox([eventOf('1', 'a')]);
    vi.spyOn(outbox, 'rows').mockRejectedValueOnce(new Error('connection lost'));
    expect(await relayOf(outbox, new MemoryStream()).run(looks(3))).toBe(1);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });

  test('throws when events are still refused at the end, so that the alarm sees it', async () => {
    const outbox = new MemoryOutbox([eventOf('1', 'a')]);
    const relay = relayOf(outbox, new MemoryStream({ 1: Number.POSITIVE_INFINITY }));
    await expect(relay.run(looks(3))).rejects.toThrow('the stream refused 1 events');
    expect(outbox.given).toEqual(['back']);
  });

  test('says once how long the oldest event of a run waited, also when the run fails', async () => {
    const wrote = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const said = () => wrote.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('outboxOldest'));
    const waits = (seconds: number, id: string) => ({
      ...eventOf(id, id),
      time: new Date(Date.now() - seconds * 1_000).toISOString(),
    });
    try {
      await relayOf(new MemoryOutbox([waits(90, '1'), waits(7_200, '2')]), new MemoryStream()).run(looks(3));
      const [line = '', ...others] = said();
      expect(JSON.parse(line)).toEqual({ outboxOldestSeconds: expect.closeTo(7_200, -2) });
      expect(others).toEqual([]);
      wrote.mockClear();
      await relayOf(new MemoryOutbox([waits(0, '1')]), new MemoryStream()).run(looks(3));
      expect(said()).toEqual([]);
      const refusing = new MemoryStream({ 1: Number.POSITIVE_INFINITY });
      await expect(relayOf(new MemoryOutbox([waits(90, '1')]), refusing).run(looks(3))).rejects.toThrow('refused');
      expect(said()).toHaveLength(1);
    } finally {
      wrote.mockRestore();
    }
  });

  test('leaves the trace context of the request in the event', async () => {
    const event = eventOf('1', 'a');
    const stream = new MemoryStream();
    await relayOf(new MemoryOutbox([event]), stream).run(looks(1));
    expect(stream.records).toEqual([event]);
  });
});
