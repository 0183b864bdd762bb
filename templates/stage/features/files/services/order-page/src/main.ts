import { openDatabase } from '@app/database';
import { httpHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createOrderPage } from './create-order-page.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('order-page', env);
const { documents } = await openDatabase(env);
const answer = createOrderPage({ documents, telemetry });

const flushEveryMs = 1000;
let flushedAt = 0;

/** Customers wait for this function, and must not wait for its traces: once a second they leave while a page is being made. */
function flushNowAndThen(): Promise<void> | undefined {
  if (Date.now() - flushedAt < flushEveryMs) return undefined;
  flushedAt = Date.now();
  return telemetry.flush();
}

/** What the provider calls for every request. */
export const handler = httpHandler(async (request) => {
  const sent = flushNowAndThen();
  try {
    return await answer(request);
  } finally {
    await sent;
  }
});
