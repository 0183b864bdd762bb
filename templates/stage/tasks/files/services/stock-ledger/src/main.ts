import { openDatabase } from '@app/database';
import { streamHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createStockLedger } from './create-stock-ledger.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('stock-ledger', env);
const { effects, documents } = await openDatabase(env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(createStockLedger({ effects, documents, telemetry }));
