import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '@app/database';
import { openStream } from '@app/provider';
import { provider } from '@app/provider/local';
import { startWorkshop } from 'serverless-workshop/local';
import { contest, timed } from './contest.mjs';
import { orderEvents } from './order-events.mjs';

// Measures the time from the answer to an order until its receipt is in the database, with all processes: shop, outbox,
// relay, stream, pump, function. The comparison is the shortest possible way: an event put on the stream by hand, and a
// reader that writes a row.
const count = 10;
const [relayPollMs] = process.argv.slice(2);
// The processes that are started below read their settings from here.
process.env.RELAY_POLL_MS = relayPollMs;
const workshop = await startWorkshop();
const database = await openDatabase(workshop.env);
const [url] = Object.values(workshop.urls);

async function receipt(id) {
  while (!(await database.documents.find('receipts', id)));
}

const byHand = new Map();
const trigger = {
  type: 'stream',
  stream: 'orders',
  batchSize: 25,
  batchWindowSeconds: 0,
  retryAttempts: 4,
  maxAgeSeconds: 86_400,
};
const invoke = async (event) => {
  for (const { kinesis } of event.Records) {
    const { id, subject } = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'));
    if (!byHand.has(subject)) continue;
    await database.effects.once(`bench:${id}`, { collection: 'bench', id: subject, document: { id } });
    byHand.get(subject)();
  }
  return { batchItemFailures: [] };
};
const reader = await provider.connect({ name: 'bench', trigger }, invoke, {
  env: workshop.env,
  dataDir: workshop.dataDir,
  port: 0,
});
const stream = openStream(workshop.env);

try {
  await contest(
    {
      bare: async () => {
        let ms = 0;
        for (const event of orderEvents(count)) {
          const written = new Promise((resolve) => byHand.set(event.subject, resolve));
          ms += await timed(async () => {
            await stream.publish([event]);
            await written;
          });
        }
        return ms;
      },
      ours: async () => {
        let ms = 0;
        for (let i = 0; i < count; i++) {
          // Without this pause each order would follow a receipt, and so always come just after the relay has polled.
          await wait(Math.random() * Number(relayPollMs));
          const response = await fetch(`${url}/orders`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              customer: { name: `Ada ${randomUUID()}`, email: 'ada@example.com' },
              lines: [{ sku: 'mug', quantity: 1 }],
            }),
          });
          const { id } = await response.json();
          ms += await timed(() => receipt(id));
        }
        return ms;
      },
    },
    { rounds: 9, count },
  );
} finally {
  await stream.close();
  await reader.stop();
  await database.close();
  await workshop.stop();
}
