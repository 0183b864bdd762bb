import { ConflictError, type Database, type EventStream } from '@app/core';
import { makeEvent } from '@app/events';
import { collections, partEvent, partsOf, reduceWhenComplete } from './finish-part.ts';
import { type Input, reduce } from './work.ts';

/** A job: its id, as `2026-01-05`, and its parts. Ids are 1 to 100 letters, digits, dots, dashes and underscores. */
export type Job = { readonly id: string; readonly parts: readonly { readonly id: string; readonly lines: Input }[] };

/** No colon, because a colon joins the two ids: `a` with `b:c` would be the same as `a:b` with `c`. */
const isId = /^[A-Za-z0-9._-]{1,100}$/;

/** The one that finishes a part reads all others, one read each. For more parts than this, make each part larger. */
const mostParts = 200;

/**
 * Starts a job: writes down its parts, then publishes one event for each. Call it again after a failure: the same job is started once, and
 * parts that come twice are counted by nobody. Throws `ConflictError` for an id that was started with other parts, `RangeError` for too many parts,
 * two of one id or an id that is none, `Error` when the stream refused some. `stream` is `openStream(env, '{{stream}}')`, the one that the function reads.
 */
export async function startJob(
  { id, parts }: Job,
  { documents, effects, stream }: Pick<Database, 'documents' | 'effects'> & { readonly stream: EventStream },
): Promise<void> {
  const ids = parts.map((part) => part.id);
  const wrong = [id, ...ids].find((one) => !isId.test(one));
  if (wrong !== undefined) {
    throw new RangeError(
      `${JSON.stringify(wrong)} is no id: letters, digits, dots, dashes and underscores, 100 at most.`,
    );
  }
  if (ids.length > mostParts) throw new RangeError(`The job ${id} has ${ids.length} parts; ${mostParts} is the most.`);
  if (new Set(ids).size < ids.length) throw new RangeError(`The job ${id} has two parts of one id.`);
  const events = parts.map((part) =>
    makeEvent(partEvent, { subject: `${id}:${part.id}`, data: { job: id, part: part.id, lines: part.lines } }),
  );
  await effects.once(`${collections.jobs}:${id}`, { collection: collections.jobs, id, document: { parts: ids } });
  const started = await partsOf(id, { documents });
  if (JSON.stringify(started) !== JSON.stringify(ids)) {
    throw new ConflictError(`The job ${id} was started before, with other parts.`);
  }
  const { failed } = await stream.publish(events);
  if (failed.length > 0) throw new Error(`The stream refused ${failed.length} parts of the job ${id}: start it again.`);
  // Nothing would ever finish a job without parts.
  await reduceWhenComplete({ id, parts: ids }, { reduce }, { documents, effects });
}
