import { amountOf, type OrderLine, OutOfStockError, type Stock, type StockLevel } from '@app/core';
import { type Item, isConditionFailed, type Table } from '@app/dynamodb';

const pk = { S: 'stock' };

/**
 * The shelf, an item for each SKU. Several SKUs are several writes: what was taken is given back when a later line is
 * short. A crash in between leaves a count too low, never too high: nothing is sold twice.
 * `once` must try a call once only: when an answer is lost, a second try would count the same line again.
 */
export function stockOn(table: Table, once: Table): Stock {
  return {
    async list() {
      const levels: StockLevel[] = [];
      let from: Item | undefined;
      do {
        const page = await table.query({
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        });
        levels.push(...(page.Items ?? []).map(levelOf));
        from = page.LastEvaluatedKey;
      } while (from);
      return levels;
    },

    async put(level) {
      await table.write({ Put: { Item: itemOf(level) } });
    },

    async reserve(lines) {
      const taken: OrderLine[] = [];
      try {
        for (const line of lines) {
          await change(once, line.sku, -line.quantity);
          taken.push(line);
        }
      } catch (error) {
        // A line that cannot be given back must neither stop the others nor hide why the order failed.
        await Promise.allSettled(taken.map(({ sku, quantity }) => change(once, sku, quantity)));
        throw error;
      }
    },

    async release(lines) {
      for (const line of lines) await change(once, line.sku, line.quantity);
    },
  };
}

/** What an item of the shelf holds. */
export function itemOf({ sku, name, unitPrice, available }: StockLevel): Item {
  return {
    pk,
    sk: { S: sku },
    name: { S: name },
    unitPrice: { N: String(unitPrice) },
    available: { N: String(available) },
  };
}

function levelOf(item: Item): StockLevel {
  return {
    sku: item.sk?.S ?? '',
    name: item.name?.S ?? '',
    unitPrice: amountOf(item.unitPrice?.N, `the price of ${item.sk?.S}`),
    available: Number(item.available?.N),
  };
}

async function change(table: Table, sku: string, by: number): Promise<void> {
  try {
    await table.write({
      Update: {
        Key: { pk, sk: { S: sku } },
        UpdateExpression: 'SET available = available + :by',
        ConditionExpression: 'available >= :least',
        ExpressionAttributeValues: { ':by': { N: String(by) }, ':least': { N: String(Math.max(0, -by)) } },
      },
    });
  } catch (error) {
    if (isConditionFailed(error)) throw new OutOfStockError(sku);
    throw error;
  }
}
