import type { CloudEvent, Effects } from '@app/core';
import type { Journal } from '@app/jobs';

/** What a job is given. */
export type JobPorts = { readonly journal: Journal; readonly effects: Effects };

/**
 * The job of one event. When it is cut off it runs again from here, and the journal answers the steps that are done. A step that is cut off
 * between its work and its entry is done again: what must not happen twice out there carries a key that depends on job and step alone. As a
 * start the job counts the letters of its subject and keeps the number.
 */
export async function runJob(event: CloudEvent, { journal, effects }: JobPorts): Promise<void> {
  const job = `{{name}}:${event.id}`;
  await journal.run(job, async (step) => {
    const letters = await step('count', async () => event.subject.length);
    await step('keep', () =>
      effects.once(job, { collection: '{{name}}', id: event.subject, document: { eventId: event.id, letters } }),
    );
  });
}
