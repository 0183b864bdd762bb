import type { StockLevel } from './ports.ts';

/** What stands on the shelf of a new shop. The poster is rare on purpose: it shows what happens when stock runs out. */
export const sampleProducts: readonly StockLevel[] = [
  { sku: 'mug', name: 'Mug', unitPrice: 1250, available: 100_000 },
  { sku: 'notebook', name: 'Notebook', unitPrice: 890, available: 100_000 },
  { sku: 'sticker-set', name: 'Sticker set', unitPrice: 450, available: 100_000 },
  { sku: 't-shirt', name: 'T-shirt', unitPrice: 2400, available: 100_000 },
  { sku: 'poster', name: 'Signed poster', unitPrice: 4900, available: 5 },
];
