import { openDatabase } from '@app/database';
import { openFront } from '@app/front';
import { openOrders } from '@app/orders';
import { httpHandler, withSecrets } from '@app/provider';
import { startTelemetry } from '@app/telemetry';
import { flushNowAndThen } from '@app/tracing';
import { openAfterOrder } from './after-order.ts';
import { createApp } from './app.ts';

// Outside of the handler: opened once, used by every request this instance answers.
const env = await withSecrets(process.env);
const telemetry = startTelemetry('shop', env);
const { orders, stock } = await openOrders(env);
const { documents } = await openDatabase(env);
const afterOrder = openAfterOrder({ documents, telemetry });
const app = createApp({ orders, stock, documents, afterOrder, telemetry });
const answer = openFront(env, async (request) => app.fetch(request));

/** What the provider calls for every HTTP request. */
export const handler = httpHandler(flushNowAndThen(telemetry, answer));
