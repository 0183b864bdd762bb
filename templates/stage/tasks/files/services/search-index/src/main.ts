import { openDatabase } from '@app/database';
import { streamHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createSearchIndex } from './create-search-index.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('search-index', env);
const { effects, documents } = await openDatabase(env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(createSearchIndex({ effects, documents, telemetry }));
