import type { AddressInfo } from 'node:net';
import { startTelemetry } from '@app/telemetry';
import { startWorkshop } from 'serverless-workshop/testing';
import { openAfterOrder } from '../src/after-order.ts';
import type { AfterOrder } from '../src/after-order-port.ts';
import { createApp } from '../src/app.ts';
import { type Db, openDb } from '../src/db.ts';
import { prepareDatabase } from '../src/schema.ts';

/** The shop in this process, on a database of its own. */
export type OpenShop = {
  readonly url: string;
  readonly db: Db;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Places an order of one mug. */
  order(): Promise<Response>;
  close(): Promise<void>;
};

/** Opens the shop as `server.ts` does. `replace` puts something else behind the seam. */
export async function openShop(replace: (real: AfterOrder) => AfterOrder = (real) => real): Promise<OpenShop> {
  const workshop = await startWorkshop({ functions: [], services: false });
  const telemetry = startTelemetry('legacy-shop', {});
  const db = openDb(workshop.env);
  await prepareDatabase(db);
  const afterOrder = await openAfterOrder({ db, telemetry, env: workshop.env });
  const app = createApp({ db, telemetry, afterOrder: replace(afterOrder) });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    db,
    env: workshop.env,
    order: () =>
      fetch(`${url}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          customer: { name: 'Ada', email: 'ada@example.com' },
          lines: [{ sku: 'mug', quantity: 1 }],
        }),
      }),
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await afterOrder.close();
      await db.close();
      await workshop.stop();
    },
  };
}
