/** What an order event holds. */
export const sample = {
  id: 'order-1',
  customer: { name: 'Ada', email: 'ada@example.com' },
  lines: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPrice: 1250 }],
  currency: 'EUR',
  total: 1250,
  placedAt: '2026-01-01T10:00:00.000Z',
  version: 1,
};
