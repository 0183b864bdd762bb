import { openDatabase } from '@app/database';
import { openOrders } from '@app/orders';
import { httpHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { flushNowAndThen } from '@app/tracing';
import { createApp } from './app.ts';

const env = await withSecrets(process.env);
const telemetry = startTelemetry('{{name}}', env);
const ports = { ...(await openOrders(env)), ...(await openDatabase(env)) };
const app = createApp({ ...ports, telemetry });

/** What the provider calls for every request. */
export const handler = httpHandler(flushNowAndThen(telemetry, async (request: Request) => app.fetch(request)));
