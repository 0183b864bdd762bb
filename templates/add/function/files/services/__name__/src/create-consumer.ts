import {
  type BatchConsumer,
  type Documents,
  type Effects,
  PermanentError,
  processInLanes,
  quarantine,
  type StreamRecord,
} from '@app/core';
import { parseEvent } from '@app/events';
import type { Telemetry } from '@app/telemetry';
import { consume } from './consume.ts';

/** What the function needs. */
export type Ports = { readonly effects: Effects; readonly documents: Documents; readonly telemetry: Telemetry };

/**
 * Brings each event to `consume`, the events of one key in order. A record that can never be handled goes to quarantine at once;
 * any other failure is answered as failed, and the stream brings the record again, with the later ones of its key behind it.
 */
export function createConsumer(ports: Ports): BatchConsumer {
  const { documents, telemetry } = ports;

  async function handle(record: StreamRecord): Promise<void> {
    try {
      const event = parseEvent(record.body);
      await telemetry.linked(event, `receive ${event.type}`, () => consume(event, ports));
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      await quarantine(documents, record, error);
    }
  }

  return (records) => telemetry.invocation('{{name}}', () => processInLanes(records, handle));
}
