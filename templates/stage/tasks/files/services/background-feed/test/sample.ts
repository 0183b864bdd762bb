import { readFileSync } from 'node:fs';
import type { Order } from '@app/core';

const file = new URL('../../../packages/events/samples/shop.order.placed.v1.json', import.meta.url);

/** What an order event holds: the sample beside its schema. */
export const sample: Order = JSON.parse(readFileSync(file, 'utf8'));
