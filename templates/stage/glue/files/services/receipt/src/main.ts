import { openDatabase } from '@app/database';
import { streamHandler } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createReceipt } from './create-receipt.ts';
import { logChat } from './log-chat.ts';
import { logMailer } from './log-mailer.ts';

const telemetry = startTelemetry('receipt', process.env);
const { effects, documents } = await openDatabase(process.env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(
  createReceipt({ effects, documents, mailer: logMailer(), chat: logChat(), telemetry }),
);
