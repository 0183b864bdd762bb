import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PermanentError } from '@app/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PaymentService, startPaymentService } from '../src/local.ts';
import { openPayments, type Payments } from '../src/payments.ts';

let service: PaymentService;
let payments: Payments;
const charge = { key: 'invoice:order-1', orderId: 'order-1', amount: 1250, currency: 'EUR' };

beforeAll(async () => {
  service = await startPaymentService();
  payments = openPayments({ PAYMENTS_URL: service.url });
});
afterAll(() => service?.stop());

test('a charge that is asked for again under its key is the same charge', async () => {
  const first = await payments.charge(charge);
  expect(await payments.charge(charge)).toMatchObject({ id: first.id });
  expect(service.charges()).toMatchObject([{ id: first.id, orderId: 'order-1', amount: 1250 }]);
});

test('under another key it is another charge', async () => {
  const before = service.charges().length;
  await payments.charge({ ...charge, key: 'something else' });
  expect(service.charges()).toHaveLength(before + 1);
});

test.each([{ amount: 0 }, { amount: 2 ** 53 }, { amount: 12.5 }, { currency: 'EUX' }])(
  'what the service refuses is not worth another try: %j',
  async (wrong) => {
    const refused = payments.charge({ ...charge, key: JSON.stringify(wrong), ...wrong });
    await expect(refused).rejects.toBeInstanceOf(PermanentError);
  },
);

test.each([401, 403, 404])('%i is a fault of ours, and worth another try', async (status) => {
  const refusing = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((ready) => refusing.listen(0, '127.0.0.1', ready));
  const { port } = refusing.address() as AddressInfo;
  const error = await openPayments({ PAYMENTS_URL: `http://127.0.0.1:${port}` })
    .charge(charge)
    .catch((thrown: unknown) => thrown);
  refusing.close();
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(PermanentError);
});

test('a service that is away is worth another try', async () => {
  const away = await startPaymentService();
  await away.stop();
  const error = await openPayments({ PAYMENTS_URL: away.url })
    .charge(charge)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error).not.toBeInstanceOf(PermanentError);
});

test('it says which setting is missing', () => {
  expect(() => openPayments({})).toThrow('PAYMENTS_URL');
});
