import type { Documents, Effects, Json } from '@app/core';

/**
 * Does `work` unless the journal has its result already, and answers that result. The name says which step it is: unique in its job, and
 * the same every time the job runs. The result must be JSON.
 */
export type Step = <Result extends Json>(name: string, work: () => Promise<Result>) => Promise<Result>;

/** Runs jobs of several steps so that a crash between two of them loses nothing. */
export interface Journal {
  /**
   * Runs a job from its beginning. The journal answers the steps that were done before. The caller repeats the call until the job ends: a
   * stream brings its record again, a schedule comes back. Throws what a step throws.
   *
   * A step that dies between its work and its entry is done again. So a call that must not happen twice, such as a payment, carries an
   * idempotency key that depends on the job and the step alone.
   */
  run<Result>(jobId: string, job: (step: Step) => Promise<Result>): Promise<Result>;
}

/** What a journal is written to. */
export type JournalPorts = { readonly documents: Documents; readonly effects: Effects };

/** A journal on the database: a document for each step that is done, in a collection per job. */
export function openJournal({ documents, effects }: JournalPorts): Journal {
  return {
    run: (jobId, job) =>
      job(async <Result extends Json>(name: string, work: () => Promise<Result>): Promise<Result> => {
        const collection = `job:${jobId}`;
        const done = await documents.find(collection, name);
        if (done) return done.result as Result;
        const result = await work();
        const document = { result, at: new Date().toISOString() };
        const written = await effects.once(`${collection}:${name}`, { collection, id: name, document });
        if (written === 'applied') return result;
        // Somebody else ran the same job and was faster: all go on with one result.
        return (await documents.find(collection, name))?.result as Result;
      }),
  };
}
