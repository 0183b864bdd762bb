import { openDatabase } from '@app/database';
import { httpHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createRoute } from './create-route.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('{{name}}', env);
const { documents } = await openDatabase(env);
const answer = createRoute({ documents, telemetry });

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
    return await answer(request);
  } finally {
    await sent;
  }
});
