import { type CloudEvent, type Database, type Order, PermanentError, type StreamRecord } from '@app/core';
import { openDatabase } from '@app/database';
import { makeEvent } from '@app/events';
import { openJournal } from '@app/jobs';
import { openPayments } from '@app/payments';
import { type PaymentService, startPaymentService } from '@app/payments/local';
import { startTelemetry } from '@app/telemetry';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createInvoiceRun } from '../src/create-invoice-run.ts';

const orderOf = (id: string): Order => ({
  id,
  customer: { name: `Customer of ${id}`, email: `${id}@example.com` },
  lines: [{ sku: 'mug', name: 'Mug', quantity: 2, unitPrice: 1250 }],
  currency: 'EUR',
  total: 2500,
  placedAt: '2026-01-01T10:00:00.000Z',
  version: 1,
});
const eventOf = (id: string) => makeEvent('shop.order.placed.v1', { subject: id, data: orderOf(id) });
const recordOf = (event: CloudEvent): StreamRecord => ({
  id: `record-${event.id}`,
  key: event.partitionkey,
  body: JSON.stringify(event),
});

let service: PaymentService;
let broken = 0;
const mails: string[] = [];
let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let database: Database;
let ports: Parameters<typeof createInvoiceRun>[0];
let consumer: ReturnType<typeof createInvoiceRun>;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  workshop = await startWorkshop({ functions: [], services: false });
  database = await openDatabase(workshop.env);
  service = await startPaymentService();
  const mailer = {
    async send({ key }: { key: string }) {
      if (broken-- > 0) throw new Error('the mail server is away');
      mails.push(key);
    },
  };
  ports = {
    ...database,
    journal: openJournal(database),
    payments: openPayments({ PAYMENTS_URL: service.url }),
    mailer,
    telemetry: startTelemetry('invoice-run-test', {}),
  };
  consumer = createInvoiceRun(ports);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await service?.stop();
  await database?.close();
  await workshop?.stop();
});

test('an order is charged and has one invoice, however often its event comes', async () => {
  const record = recordOf(eventOf('order-1'));
  await consumer([record, record]);
  expect(await consumer([record])).toEqual({ failed: [] });
  expect(service.charges().filter(({ orderId }) => orderId === 'order-1')).toMatchObject([{ amount: 2500 }]);
  const invoice = await database.documents.find('invoices', 'order-1');
  expect(invoice?.text).toContain('2 x Mug (mug): 25.00 EUR');
  expect(mails.filter((key) => key === 'invoice:order-1')).toHaveLength(1);
});

test('an order of nothing has an invoice and no charge', async () => {
  const free = { ...orderOf('order-free'), total: 0, lines: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPrice: 0 }] };
  const record = recordOf(makeEvent('shop.order.placed.v1', { subject: free.id, data: free }));
  expect(await consumer([record])).toEqual({ failed: [] });
  expect((await database.documents.find('invoices', free.id))?.text).toContain('Total: 0.00 EUR\nNothing to pay');
  expect(service.charges().filter(({ orderId }) => orderId === free.id)).toEqual([]);
});

test('an invoice in yen has no decimals', async () => {
  const yen = { ...orderOf('order-yen'), currency: 'JPY' };
  await consumer([recordOf(makeEvent('shop.order.placed.v1', { subject: yen.id, data: yen }))]);
  expect((await database.documents.find('invoices', yen.id))?.text).toContain('Total: 2500 JPY');
});

test('a mail server that is away delays the mail, and neither the charge nor the invoice', async () => {
  broken = 1;
  const record = recordOf(eventOf('order-2'));
  expect(await consumer([record])).toEqual({ failed: [record.id] });
  expect(await database.documents.find('invoices', 'order-2')).toBeDefined();
  expect(await consumer([record])).toEqual({ failed: [] });
  expect(service.charges().filter(({ orderId }) => orderId === 'order-2')).toHaveLength(1);
  expect(mails).toContain('invoice:order-2');
});

test('what the payment service refuses for good is put aside', async () => {
  const record = recordOf(eventOf('order-3'));
  const payments = { charge: () => Promise.reject(new PermanentError('the card is refused')) };
  expect(await createInvoiceRun({ ...ports, payments })([record])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', record.id)).toMatchObject({ key: 'order-3' });
  expect(await database.documents.find('invoices', 'order-3')).toBeUndefined();
});

test('a record that can never be handled is put aside and holds up nobody', async () => {
  const bad = { id: 'record-bad', key: 'order-9', body: '{"hello":"world"}' };
  expect(await consumer([bad, recordOf(eventOf('order-9'))])).toEqual({ failed: [] });
  expect(await database.documents.find('quarantine', 'record-bad')).toMatchObject({ key: 'order-9' });
});
