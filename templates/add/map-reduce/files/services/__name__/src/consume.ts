import type { CloudEvent } from '@app/core';
import type { Ports } from './create-consumer.ts';
import { finishPart } from './finish-part.ts';
import { type Input, map, reduce } from './work.ts';

/** Maps the part that an event carries; whoever finishes the last part of a job reduces it. */
export async function consume(event: CloudEvent, ports: Pick<Ports, 'documents' | 'effects'>): Promise<void> {
  const { job, part, lines } = event.data as { readonly job: string; readonly part: string; readonly lines: Input };
  await finishPart({ job, part, input: lines }, { map, reduce }, ports);
}
