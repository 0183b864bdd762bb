import type { Orders, Stock } from '@app/core';
import { type Env, openTable } from '@app/dynamodb';
import { ordersOn } from './orders.ts';
import { stockOn } from './stock.ts';

/** Opens the orders and the shelf in DynamoDB. */
export async function openOrders(env: Env): Promise<{ orders: Orders; stock: Stock; close(): Promise<void> }> {
  const table = openTable(env);
  const once = openTable(env, { attempts: 1 });
  return {
    orders: ordersOn(table),
    stock: stockOn(table, once),
    async close() {
      table.close();
      once.close();
    },
  };
}
