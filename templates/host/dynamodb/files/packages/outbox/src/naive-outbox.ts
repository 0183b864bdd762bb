import type { CloudEvent } from '@app/core';
import { type Env, openTable } from '@app/dynamodb';
import { pendingAttributes } from './pending-attributes.ts';

/**
 * The control of every claim about the outbox: reads with a cursor over time. It loses each event whose writer took
 * its time early and wrote late. Never use it; `npm run demo:naive` shows why.
 */
export async function openNaiveOutbox(env: Env) {
  const table = openTable(env);
  /** Makes times unique, as the numbers of a sequence are. */
  let count = 0;
  return {
    /** Takes the time, waits for `held`, then writes: a slow request. */
    async write(event: CloudEvent, held: () => Promise<unknown>): Promise<void> {
      const pendingSince = `${new Date().toISOString()}#${String(count++).padStart(9, '0')}`;
      await held();
      await table.write({
        Put: {
          Item: {
            ...pendingAttributes([event]),
            pk: { S: `order#${event.partitionkey}` },
            sk: { S: `event#${event.id}` },
            pendingSince: { S: pendingSince },
            event: { S: JSON.stringify(event) },
          },
        },
      });
    },

    /** What is visible behind the cursor, in the order of time. */
    async after(cursor: string | undefined, limit: number): Promise<{ cursor: string; event: CloudEvent }[]> {
      const { Items = [] } = await table.query({
        IndexName: 'pending',
        KeyConditionExpression: 'pendingIn = :in AND pendingSince > :cursor',
        ExpressionAttributeValues: { ':in': { S: 'outbox' }, ':cursor': { S: cursor ?? '0' } },
        Limit: limit,
      });
      return Promise.all(
        Items.map(async ({ pk, sk, pendingSince }) => ({
          cursor: pendingSince?.S ?? '',
          event: await eventAt(pk?.S ?? '', sk?.S ?? ''),
        })),
      );
    },

    close: async () => table.close(),
  };

  async function eventAt(pk: string, sk: string): Promise<CloudEvent> {
    const item = await table.get({ pk: { S: pk }, sk: { S: sk } });
    return JSON.parse(item?.event?.S ?? 'null') as CloudEvent;
  }
}
