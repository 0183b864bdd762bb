import type { CloudEvent, Effects } from '@app/core';
import type { Journal } from '@app/jobs';

/** What a job is given. */
export type JobPorts = { readonly journal: Journal; readonly effects: Effects };

/**
 * The job of one event. When it is cut off it runs again from here, and the journal answers the steps that are done. A step that is cut off
 * between its work and its entry is done again: what must not happen twice out there carries a key that depends on job and step alone.
 */
export async function runJob(event: CloudEvent, _ports: JobPorts): Promise<void> {
  throw new Error(`the job of ${event.id} is not written yet`);
}
