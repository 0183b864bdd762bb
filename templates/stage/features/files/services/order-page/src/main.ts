import { openDatabase } from '@app/database';
import { httpHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { flushNowAndThen } from '@app/tracing';
import { createOrderPage } from './create-order-page.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('order-page', env);
const { documents } = await openDatabase(env);
const answer = createOrderPage({ documents, telemetry });

/** What the provider calls for every request. */
export const handler = httpHandler(flushNowAndThen(telemetry, answer));
