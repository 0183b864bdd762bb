import { openDatabase } from '@app/database';
import { openOrders } from '@app/orders';
import { httpHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createApp } from './app.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('{{name}}', env);
const ports = { ...(await openOrders(env)), ...(await openDatabase(env)) };
const app = createApp({ ...ports, telemetry });

const flushEveryMs = 1000;
let flushedAt = 0;

/** Users wait for this function, and must not wait for its traces: once a second they leave while an answer is being made. */
function flushNowAndThen(): Promise<void> | undefined {
  if (Date.now() - flushedAt < flushEveryMs) return undefined;
  flushedAt = Date.now();
  return telemetry.flush();
}

/** What the provider calls for every request. */
export const handler = httpHandler(async (request) => {
  const sent = flushNowAndThen();
  try {
    return await app.fetch(request);
  } finally {
    await sent;
  }
});
