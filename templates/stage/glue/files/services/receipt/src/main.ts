import { openDatabase } from '@app/database';
import { streamHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createReceipt } from './create-receipt.ts';
import { logChat } from './log-chat.ts';
import { logMailer } from './log-mailer.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('receipt', env);
const { effects, documents } = await openDatabase(env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(
  createReceipt({ effects, documents, mailer: logMailer(), chat: logChat(), telemetry }),
);
