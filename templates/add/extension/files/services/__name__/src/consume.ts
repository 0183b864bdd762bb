import { type CloudEvent, PermanentError } from '@app/core';
import type { Ports } from './create-consumer.ts';
import { inputOf } from './input-of.ts';
import { TenantError, transformIn } from './sandbox.ts';
import { codeOfTenants, collections } from './tenant-code.ts';

/**
 * Gives an event to the code of every tenant and keeps what it answers, once for each event. A tenant whose code fails stops nobody: when
 * all had their turn, the event goes to quarantine with the reasons. Redriven, it changes nothing for those who had their answer.
 */
export async function consume(event: CloudEvent, ports: Pick<Ports, 'documents' | 'effects'>): Promise<void> {
  const { documents, effects } = ports;
  const input = inputOf(event);
  const reasons: string[] = [];
  for (const { tenant, source } of await codeOfTenants(documents)) {
    try {
      const document = { eventId: event.id, answer: await transformIn(source, input) };
      const id = `${tenant}:${event.subject}`;
      await effects.once(`${collections.answers}:${tenant}:${event.id}`, {
        collection: collections.answers,
        id,
        document,
      });
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      reasons.push(`${tenant}: ${error.message}`);
    }
  }
  if (reasons.length > 0) throw new PermanentError(`the code of tenants failed. ${reasons.join('; ')}`);
}
