import { openDatabase } from '@app/database';
import { openOrders } from '@app/orders';
import { scheduleHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { checkStock } from './check-stock.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('stock-check', env);
const { documents } = await openDatabase(env);
const { stock } = await openOrders(env);

/** What the provider calls by the clock. */
export const handler = scheduleHandler(async () => {
  await telemetry.invocation('stock-check', () => checkStock({ documents, stock }));
});
