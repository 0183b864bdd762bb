import type { Orders, Stock } from '@app/core';
import { createClient, type Env } from '@app/dynamodb';
import { ordersOn } from './orders.ts';
import { stockOn } from './stock.ts';

/** Opens the orders and the shelf in DynamoDB. */
export async function openOrders(env: Env): Promise<{ orders: Orders; stock: Stock; close(): Promise<void> }> {
  const table = createClient(env);
  const once = createClient(env, { attempts: 1 });
  return {
    orders: ordersOn(table),
    stock: stockOn(table, once),
    async close() {
      table.client.destroy();
      once.client.destroy();
    },
  };
}
