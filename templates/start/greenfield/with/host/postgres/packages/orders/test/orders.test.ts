import { describeOrders, describeStock } from '@app/contracts';
import { startWorkshop } from '@app/local/testing';
import { openOutbox } from '@app/outbox';
import { openOrders } from '../src/index.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const env = { ...workshop.env, DATABASE_POOL: '8' };
  const [shop, outbox] = [await openOrders(env), await openOutbox(env)];
  return {
    ...shop,
    outbox,
    async close() {
      await shop.close();
      await outbox.close();
      await workshop.stop();
    },
  };
}

describeOrders('Postgres', open);
describeStock('Postgres', open);
