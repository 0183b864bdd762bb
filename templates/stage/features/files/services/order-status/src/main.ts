import { openDatabase } from '@app/database';
import { streamHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createOrderStatus } from './create-order-status.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('order-status', env);
const { effects, documents } = await openDatabase(env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(createOrderStatus({ effects, documents, telemetry }));
