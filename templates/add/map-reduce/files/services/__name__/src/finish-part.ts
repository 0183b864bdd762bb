import { type Database, type Json, PermanentError } from '@app/core';

const name = '{{name}}';

/** The event of one part. */
export const partEvent = '{{event}}';

/** Where jobs, their finished parts and their results are kept. */
export const collections = { jobs: `${name}-jobs`, parts: `${name}-parts`, results: `${name}-results` } as const;

/** What a job does. `reduce` is given what was mapped in the order in which the job names its parts, and asks nobody else. */
export type Work<Input, Mapped extends Json, Result extends Json> = {
  map(input: Input): Mapped | Promise<Mapped>;
  reduce(mapped: readonly Mapped[]): Result;
};

type Ports = Pick<Database, 'documents' | 'effects'>;

/**
 * Maps one part and stores it under its id, once; then reduces the job if that was the last part. A part that comes again, or is tried
 * again after a crash at any point, changes nothing. Throws `PermanentError` for a part that no job names.
 */
export async function finishPart<Input, Mapped extends Json, Result extends Json>(
  { job, part, input }: { readonly job: string; readonly part: string; readonly input: Input },
  work: Work<Input, Mapped, Result>,
  ports: Ports,
): Promise<void> {
  const parts = await partsOf(job, ports);
  if (!parts) throw new PermanentError(`there is no job ${job}`);
  if (!parts.includes(part)) throw new PermanentError(`the job ${job} has no part ${part}`);
  const change = { collection: collections.parts, id: `${job}:${part}`, document: { mapped: await work.map(input) } };
  await ports.effects.once(`${name}:part:${job}:${part}`, change);
  await reduceWhenComplete({ id: job, parts }, work, ports);
}

/**
 * Reduces a job whose parts are all there, and stores the result once. It does not count parts, because a part that comes twice would count
 * twice. The one that stores the last part sees all of them and reduces. Two may do so: both get the same result, and one result is stored.
 */
export async function reduceWhenComplete<Mapped extends Json, Result extends Json>(
  { id, parts }: { readonly id: string; readonly parts: readonly string[] },
  work: Pick<Work<never, Mapped, Result>, 'reduce'>,
  { documents, effects }: Ports,
): Promise<void> {
  const mapped: Mapped[] = [];
  for (const part of parts) {
    const found = await documents.find(collections.parts, `${id}:${part}`);
    if (!found) return;
    mapped.push(found.mapped as Mapped);
  }
  const change = { collection: collections.results, id, document: { result: work.reduce(mapped) } };
  await effects.once(`${name}:result:${id}`, change);
}

/** The ids of the parts that a job names; `undefined` when it was not started. */
export async function partsOf(job: string, { documents }: Pick<Ports, 'documents'>): Promise<string[] | undefined> {
  return (await documents.find(collections.jobs, job))?.parts as string[] | undefined;
}
