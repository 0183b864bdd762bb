import { openDatabase } from '@app/database';
import { openJournal } from '@app/jobs';
import { openPayments } from '@app/payments';
import { streamHandler, withSecrets } from '@app/provider';
import { logMailer } from '@app/receipt/log-mailer';
import { startTelemetry } from '@app/telemetry';
import { createInvoiceRun } from './create-invoice-run.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('invoice-run', env);
const { effects, documents } = await openDatabase(env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(
  createInvoiceRun({
    journal: openJournal({ documents, effects }),
    payments: openPayments(env),
    mailer: logMailer(),
    effects,
    documents,
    telemetry,
  }),
);
