import { describeOrders } from '@app/contracts/orders';
import { describeStock } from '@app/contracts/stock';
import { openOutbox } from '@app/outbox';
import { startWorkshop } from 'serverless-workshop/testing';
import { openOrders } from '../src/open-orders.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const [shop, outbox] = [await openOrders(workshop.env), await openOutbox(workshop.env)];
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

describeOrders('DynamoDB', open);
describeStock('DynamoDB', open);
