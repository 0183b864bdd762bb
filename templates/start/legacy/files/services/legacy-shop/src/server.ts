import { startTelemetry } from '@app/telemetry';
import { openAfterOrder } from './after-order.ts';
import { createApp } from './app.ts';
import { openDb } from './db.ts';
import { prepareDatabase } from './schema.ts';

const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? '127.0.0.1';

const telemetry = startTelemetry('legacy-shop', process.env);
const db = openDb(process.env);
await prepareDatabase(db);
const afterOrder = await openAfterOrder({ db, telemetry, env: process.env });

const server = createApp({ db, telemetry, afterOrder }).listen(port, host, (error) => {
  if (error) throw error;
  console.log(`legacy-shop listens on http://${host}:${port}`);
});

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  server.close(async () => {
    await afterOrder.close();
    await db.close();
    await telemetry.close();
  });
  server.closeIdleConnections();
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
