import type { CloudEvent } from '@app/core';
import { openJournal } from '@app/jobs';
import type { Ports } from './create-consumer.ts';
import { runJob } from './run-job.ts';

/** Runs the job of an event, with a journal of its steps. A job that is cut off comes again and goes on where it was. */
export async function consume(
  event: CloudEvent,
  { documents, effects }: Pick<Ports, 'documents' | 'effects'>,
): Promise<void> {
  await runJob(event, { journal: openJournal({ documents, effects }), effects });
}
