import { join } from 'node:path';
import { openDatabase } from '@app/database';
import { streamHandler } from '@app/provider';
import { callHandler, provider } from '@app/provider/local';
import { runWorkshop } from 'serverless-workshop/local';
import type { Answer, Command } from './host-messages.ts';
import { createLedger } from './ledger.ts';

// A process with the whole workshop in it: application, relay, and the pump that feeds the functions. It can be killed.
const [dataDir = ''] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
const answer = (message: Answer) => void process.send?.(message);

const workshop = await runWorkshop({ env: process.env, dataDir });
const { effects } = await openDatabase(process.env);
const ledger = streamHandler(createLedger(effects, join(dataDir, 'ledger.jsonl')));
const invocation = () => ({ functionName: 'ledger', memoryMb: 128, deadline: Date.now() + 60_000 });
await provider.connect(
  {
    name: 'ledger',
    entry: '',
    handler: '',
    trigger: {
      type: 'stream',
      stream: 'orders',
      batchSize: 25,
      batchWindowSeconds: 0,
      retryAttempts: 4,
      maxAgeSeconds: 86_400,
    },
    lane: 'background',
    memoryMb: 128,
    timeoutSeconds: 60,
    owner: '',
    alarm: '',
    runbook: '',
  },
  (event) => callHandler(ledger, event, invocation()),
  { env: process.env, dataDir, port: 0 },
);

process.on('message', async ({ kind, name }: Command) => {
  await workshop[kind](name);
  answer({ kind: 'done' });
});
answer({ kind: 'ready', urls: workshop.urls });
