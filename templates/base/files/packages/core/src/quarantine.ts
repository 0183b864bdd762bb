import type { PermanentError } from './failures.ts';
import type { Documents, StreamRecord } from './ports.ts';
import { textOrBytes } from './read-json.ts';
import { type JsonObject, printable, unstorable } from './storable.ts';

/** Enough for the reasons of all tenants of an extension. */
const longestReason = 10_000;

/** One document holds so many bytes of a body. The smallest limit for a document is 400 KB. */
const bytesPerDocument = 200_000;

const collection = 'quarantine';
const partsCollection = 'quarantine-parts';
const partId = (id: string, part: number) => `${id}:${String(part).padStart(4, '0')}`;

/** Keeps a record that can never be handled, as it is, with the reason: the stream goes on, and `npm run redrive` finds it. */
export async function quarantine(
  documents: Documents,
  record: StreamRecord,
  { message }: PermanentError,
): Promise<void> {
  const reason = printable(message, longestReason);
  await keepInQuarantine(documents, record, { reason });
  console.error(`record ${record.id} is in quarantine: ${reason}`);
}

/**
 * Writes the document of a record in quarantine, with these words. The body is kept byte for byte: as text where every database keeps that,
 * else in base64, and `encoding` says so. A body that is too large for one document is kept in `parts` of `quarantine-parts`.
 */
export async function keepInQuarantine(
  documents: Documents,
  { id, key, body }: StreamRecord,
  words: JsonObject,
): Promise<void> {
  const named = { key: printable(key, key.length), ...words };
  const bytes = Buffer.from(body as string);
  if (bytes.length <= bytesPerDocument) {
    const isText = typeof body === 'string' && unstorable(body) === undefined;
    const kept = isText ? { body } : { body: bytes.toString('base64'), encoding: 'base64' };
    await documents.put(collection, id, { ...named, ...kept });
    return;
  }
  const parts = Math.ceil(bytes.length / bytesPerDocument);
  // The parts come first: a record that is in the list is there as a whole.
  for (let part = 0; part < parts; part++) {
    const slice = bytes.subarray(part * bytesPerDocument, (part + 1) * bytesPerDocument);
    await documents.put(partsCollection, partId(id, part), { body: slice.toString('base64') });
  }
  await documents.put(collection, id, { ...named, parts, encoding: 'base64' });
}

/** The body of a record in quarantine, as it was on the stream. */
export async function bodyInQuarantine(
  documents: Documents,
  id: string,
  { body, encoding, parts }: JsonObject,
): Promise<StreamRecord['body']> {
  if (encoding !== 'base64') return String(body);
  if (typeof parts !== 'number') return textOrBytes(Buffer.from(String(body), 'base64'));
  const found = await Promise.all(
    Array.from({ length: parts }, (_, part) => documents.find(partsCollection, partId(id, part))),
  );
  return textOrBytes(Buffer.concat(found.map((part) => Buffer.from(String(part?.body), 'base64'))));
}
