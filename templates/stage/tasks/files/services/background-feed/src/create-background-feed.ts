import {
  type BatchConsumer,
  type CloudEvent,
  type Documents,
  type EventStream,
  PermanentError,
  quarantine,
  type StreamRecord,
} from '@app/core';
import { parseEvent } from '@app/events';
import type { Telemetry } from '@app/telemetry';
import { publishSpan } from '@app/tracing';

/** What the feed needs. */
export type FeedPorts = {
  readonly documents: Documents;
  /** The stream of background work. */
  readonly background: EventStream;
  readonly telemetry: Telemetry;
};

/**
 * Carries every event over to the background stream, byte for byte and in order per key. It is the only place where the two lanes touch: when
 * background work piles up, or its stream refuses, the events wait here, and nobody on the first stream waits with them.
 */
export function createBackgroundFeed({ documents, background, telemetry }: FeedPorts): BatchConsumer {
  async function eventOf(record: StreamRecord): Promise<CloudEvent | undefined> {
    try {
      return parseEvent(record.body);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      await quarantine(documents, record, error);
      return undefined;
    }
  }

  return (records) =>
    telemetry.invocation('background-feed', async () => {
      const found = await Promise.all(records.map(async (record) => ({ record, event: await eventOf(record) })));
      const events = found.flatMap(({ event }) => event ?? []);
      const bodies = new Map(found.map(({ record, event }) => [event, record.body]));
      const bodyOf = (event: CloudEvent) => bodies.get(event) ?? JSON.stringify(event);
      const publishing = background.publish(events, bodyOf);
      await Promise.all(
        events.map((event) =>
          telemetry.linked(event, `receive ${event.type}`, () =>
            publishSpan(telemetry, event, publishing, telemetry.inject()),
          ),
        ),
      );
      const { failed } = await publishing;
      return { failed: found.filter(({ event }) => event && failed.includes(event.id)).map(({ record }) => record.id) };
    });
}
