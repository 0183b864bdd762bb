import { openDatabase } from '@app/database';
import { openStream, streamHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createBackgroundFeed } from './create-background-feed.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('background-feed', env);
const { documents } = await openDatabase(env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(
  createBackgroundFeed({ documents, background: openStream(env, 'background'), telemetry }),
);
