import { openDatabase } from '@app/database';
import { httpHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { flushNowAndThen } from '@app/tracing';
import { createRoute } from './create-route.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('{{name}}', env);
const { documents } = await openDatabase(env);
const answer = createRoute({ documents, telemetry });

/** What the provider calls for every request. */
export const handler = httpHandler(flushNowAndThen(telemetry, answer));
