import { describeOrders } from '@app/contracts/orders';
import { sampleOrder, sampleOrderPlaced } from '@app/contracts/samples';
import { describeStock } from '@app/contracts/stock';
import { openOutbox } from '@app/outbox';
import { failAtCommit } from '@app/sql/server';
import { openPool } from '@app/sql/unfenced';
import { startWorkshop } from 'serverless-workshop/testing';
import { expect, test } from 'vitest';
import { openOrders } from '../src/open-orders.ts';

async function open() {
  const workshop = await startWorkshop({ functions: [], services: false });
  const env = { ...workshop.env, DATABASE_POOL: '8' };
  const [shop, outbox] = [await openOrders(env), await openOutbox(env)];
  return {
    ...shop,
    outbox,
    env,
    async close() {
      await shop.close();
      await outbox.close();
      await workshop.stop();
    },
  };
}

describeOrders('SQL', open);
describeStock('SQL', open);

test('a server that fails at the very end, at COMMIT, has stored neither the order nor its events', async () => {
  const { orders, outbox, env, close } = await open();
  const { pool, close: closePool } = openPool(env);
  await failAtCommit(pool, 'orders', 'the disk is full');
  const order = sampleOrder();
  const save = orders.save(order, { events: [sampleOrderPlaced(order)], expect: 0 });
  await expect(save).rejects.toThrow('the disk is full');
  expect(await orders.find(order.id)).toBeUndefined();
  expect(await outbox.pending(10)).toEqual([]);
  await closePool();
  await close();
});
