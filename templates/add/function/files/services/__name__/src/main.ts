import { openDatabase } from '@app/database';
import { streamHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { createConsumer } from './create-consumer.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('{{name}}', env);
const { effects, documents } = await openDatabase(env);

/** What the provider calls with a batch of records. */
export const handler = streamHandler(createConsumer({ effects, documents, telemetry }));
