import type { PermanentError } from './failures.ts';
import type { Documents, JsonObject, StreamRecord } from './ports.ts';
import { printable, unstorable } from './storable.ts';

/** More than the reasons of all tenants of an extension. */
const longestReason = 10_000;

/** Keeps a record that can never be handled, as it is, with the reason: the stream goes on, and `npm run redrive` finds it. */
export async function quarantine(
  documents: Documents,
  record: StreamRecord,
  { message }: PermanentError,
): Promise<void> {
  const reason = printable(message, longestReason);
  await documents.put('quarantine', record.id, quarantined(record, reason));
  console.error(`record ${record.id} is in quarantine: ${reason}`);
}

/** The document of a record in quarantine. A body that a database would refuse is kept in base64, and `encoding` says so. */
export function quarantined({ key, body }: Omit<StreamRecord, 'id'>, reason: string): JsonObject {
  const kept =
    unstorable(body) === undefined ? { body } : { body: Buffer.from(body).toString('base64'), encoding: 'base64' };
  return { key: printable(key, key.length), ...kept, reason };
}

/** The body of a record in quarantine, as it was on the stream. */
export function bodyInQuarantine({ body, encoding }: JsonObject): string {
  return encoding === 'base64' ? Buffer.from(String(body), 'base64').toString('utf8') : String(body);
}
