import {
  bodyInQuarantine,
  type CloudEvent,
  type Database,
  type EventStream,
  keepInQuarantine,
  PermanentError,
  type StreamRecord,
} from '@app/core';
import { parseEvent } from '@app/events';

/** What redriving works on. */
export type RedrivePorts = Pick<Database, 'documents' | 'effects'> & { readonly stream: EventStream };

/** A record that was given up, and where it was found; `mended` when its body is another one now. A row of the outbox brings its reason. */
export type GivenUp = StreamRecord & {
  readonly from: 'quarantine' | 'failures' | 'outbox';
  readonly mended?: boolean;
  readonly reason?: string;
};

/** What became of a record. */
export type Redriven = {
  readonly record: GivenUp;
  readonly outcome: 'published' | 'waits' | 'before' | 'invalid' | 'refused' | 'failed';
  readonly reason?: string;
};

/** More than a person will ever redrive by hand. */
const all = 1_000_000;

/** Everything that was given up, each record once, oldest first. `failed` are the records of the failure destination. */
export async function givenUp(
  { documents }: Pick<RedrivePorts, 'documents'>,
  failed: readonly StreamRecord[],
): Promise<GivenUp[]> {
  const found = new Map<string, GivenUp>(failed.map((record) => [record.id, { ...record, from: 'failures' }]));
  for (const { id, document } of await documents.list('quarantine', all)) {
    const body = await bodyInQuarantine(documents, id, document);
    found.set(id, { id, key: String(document.key), body, from: 'quarantine' });
  }
  return [...found.values()].sort((a, b) => byAge(a.id, b.id));
}

/**
 * Publishes records again, byte for byte and each once: after the publish a record is marked with the same conditional write that makes
 * effects idempotent. A crash between the two publishes it a second time, which the consumer's own key absorbs. A record
 * that is still invalid is not published: it is in quarantine, with a note. When the stream refuses one, or one fails, the later ones of
 * its key wait; those of other keys go on.
 */
export async function redrive(ports: RedrivePorts, records: readonly GivenUp[]): Promise<Redriven[]> {
  const refused = new Set<string>();
  const results: Redriven[] = [];
  for (const record of records) {
    try {
      results.push(await redriveOne(ports, record, refused));
    } catch (error) {
      if (problemOf(record.body) === undefined) refused.add(parseEvent(record.body).partitionkey);
      results.push({ record, outcome: 'failed', reason: (error as Error).message });
    }
  }
  return results;
}

/** What `redrive` would do, without doing it. */
export async function rehearse({ documents }: RedrivePorts, records: readonly GivenUp[]): Promise<Redriven[]> {
  const results: Redriven[] = [];
  for (const record of records) {
    const reason = problemOf(record.body);
    const before = await documents.find('redriven', record.id);
    if (before) results.push({ record, outcome: 'before' });
    else results.push(reason === undefined ? { record, outcome: 'published' } : { record, outcome: 'invalid', reason });
  }
  return results;
}

async function redriveOne(ports: RedrivePorts, record: GivenUp, refused: Set<string>): Promise<Redriven> {
  const { documents, effects, stream } = ports;
  const { id, body, from } = record;
  if (await documents.find('redriven', id)) return { record, outcome: 'before' };
  const reason = problemOf(body);
  if (reason !== undefined) {
    const note = `redrive at ${new Date().toISOString()}: still invalid`;
    if (from === 'quarantine') await documents.patch('quarantine', id, { reason, note });
    else await keepInQuarantine(documents, record, { reason, note });
    return { record, outcome: 'invalid', reason };
  }
  const event: CloudEvent = parseEvent(body);
  if (refused.has(event.partitionkey) || (await stream.publish([event], () => body)).failed.length > 0) {
    refused.add(event.partitionkey);
    return { record, outcome: 'refused' };
  }
  const document = { key: event.partitionkey, eventId: event.id, from, at: new Date().toISOString() };
  await effects.once(`redrive:${id}`, { collection: 'redriven', id, document });
  return { record, outcome: 'published' };
}

function problemOf(body: GivenUp['body']): string | undefined {
  try {
    parseEvent(body);
    return undefined;
  } catch (error) {
    if (error instanceof PermanentError) return error.message;
    throw error;
  }
}

/** Ids of records are long numbers that grow. */
function byAge(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
