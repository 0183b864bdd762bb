import type { OpenConsumer } from '../contract/index.ts';
import { runWorkshop } from '../workshop/workshop.ts';
import { connectConsumer } from './consumer.ts';
import type { Answer, Command } from './host-messages.ts';

// A process with the whole workshop: application, relay, and the pump that calls the functions. The gate kills it.
const [dataDir = '', module = '', stream = ''] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
const answer = (message: Answer) => void process.send?.(message);

const workshop = await runWorkshop({ env: process.env, dataDir });
const { open } = (await import(module)) as { open: OpenConsumer };
await connectConsumer(
  {
    name: 'ledger',
    handler: await open(process.env, dataDir),
    trigger: { stream, batchSize: 25, batchWindowSeconds: 0, retryAttempts: 4, maxAgeSeconds: 86_400 },
  },
  { env: process.env, dataDir },
);

process.on('message', async ({ kind, name }: Command) => {
  await workshop[kind](name);
  answer({ kind: 'done' });
});
answer({ kind: 'ready', urls: workshop.urls });
