import { orderEvent } from '@app/contracts/samples';
import {
  type Change,
  type Chat,
  type CloudEvent,
  type Documents,
  type Effects,
  type JsonObject,
  type Mailer,
  NotFoundError,
  type StreamRecord,
} from '@app/core';
import { startTelemetry } from '@app/telemetry';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createReceipt } from '../src/create-receipt.ts';

const telemetry = startTelemetry('receipt-test', {});

let sequence = 0;
function recordOf(event: CloudEvent): StreamRecord {
  sequence += 1;
  return { id: `record-${sequence}`, key: event.partitionkey, body: JSON.stringify(event) };
}

/** Documents and effects that live as long as the test. */
class MemoryDatabase implements Effects, Documents {
  readonly #keys = new Set<string>();
  readonly #documents = new Map<string, JsonObject>();

  async once(key: string, { collection, id, document }: Change): Promise<'applied' | 'duplicate'> {
    if (this.#keys.has(key)) return 'duplicate';
    this.#keys.add(key);
    await this.put(collection, id, document);
    return 'applied';
  }

  async find(collection: string, id: string): Promise<JsonObject | undefined> {
    return this.#documents.get(`${collection}/${id}`);
  }

  async patch(collection: string, id: string, fields: JsonObject): Promise<void> {
    const document = await this.find(collection, id);
    if (!document) throw new NotFoundError(`${collection}/${id}`);
    await this.put(collection, id, { ...document, ...fields });
  }

  async put(collection: string, id: string, document: JsonObject): Promise<void> {
    this.#documents.set(`${collection}/${id}`, document);
  }

  async list(collection: string, limit: number): Promise<{ id: string; document: JsonObject }[]> {
    return [...this.#documents]
      .filter(([path]) => path.startsWith(`${collection}/`))
      .map(([path, document]) => ({ id: path.slice(collection.length + 1), document }))
      .slice(0, limit);
  }
}

/** Keeps what was sent; fails as often as told. */
class MemoryMailer implements Mailer {
  readonly sent: { key: string; to: string; text: string }[] = [];
  failures = 0;

  async send(mail: { key: string; to: string; subject: string; text: string }): Promise<void> {
    if (this.failures-- > 0) throw new Error('the mail server is away');
    this.sent.push(mail);
  }
}

/** Keeps what was said; fails as often as told. */
class MemoryChat implements Chat {
  readonly said: string[] = [];
  failures = 0;

  async say({ text }: { key: string; text: string }): Promise<void> {
    if (this.failures-- > 0) throw new Error('the chat is away');
    this.said.push(text);
  }
}

describe('the receipt', () => {
  let database: MemoryDatabase;
  let mailer: MemoryMailer;
  let chat: MemoryChat;
  let consume: ReturnType<typeof createReceipt>;

  beforeEach(() => {
    vi.spyOn(console, 'error').mockReturnValue();
    database = new MemoryDatabase();
    mailer = new MemoryMailer();
    chat = new MemoryChat();
    consume = createReceipt({ effects: database, documents: database, mailer, chat, telemetry });
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is written, mailed and said from what the event holds', async () => {
    const event = orderEvent('order-1');
    expect(await consume([recordOf(event)])).toEqual({ failed: [] });
    const receipt = await database.find('receipts', 'order-1');
    expect(receipt).toMatchObject({ orderId: 'order-1', eventId: event.id, to: 'ada@example.com' });
    expect(receipt?.text).toContain('2 x Mug: 25.00 EUR');
    expect(mailer.sent).toEqual([expect.objectContaining({ key: `receipt:${event.id}`, to: 'ada@example.com' })]);
    expect(chat.said).toEqual(['New order order-1 from Ada']);
  });

  test('is sent once for a record that comes twice', async () => {
    const event = orderEvent('order-1');
    await consume([recordOf(event), recordOf(event)]);
    await consume([recordOf(event)]);
    expect(mailer.sent).toHaveLength(1);
    expect(chat.said).toHaveLength(1);
  });

  test('is tried again when the mail server is away: one row, and the mail when it is back', async () => {
    mailer.failures = 1;
    const record = recordOf(orderEvent('order-1'));
    expect(await consume([record])).toEqual({ failed: [record.id] });
    expect(await database.find('receipts', 'order-1')).toBeDefined();
    expect(await consume([record])).toEqual({ failed: [] });
    expect(mailer.sent).toHaveLength(1);
  });

  test('is not mailed again because the chat was away', async () => {
    chat.failures = 1;
    const record = recordOf(orderEvent('order-1'));
    expect(await consume([record])).toEqual({ failed: [record.id] });
    await consume([record]);
    expect(mailer.sent).toHaveLength(1);
    expect(chat.said).toHaveLength(1);
  });

  test('of one order does not wait for another that fails', async () => {
    mailer.failures = 1;
    const [first, second] = [recordOf(orderEvent('order-1')), recordOf(orderEvent('order-2'))];
    const { failed } = await consume([first, second]);
    expect(failed).toHaveLength(1);
    expect(mailer.sent).toHaveLength(1);
  });

  test.each([
    ['is not JSON', 'not JSON'],
    ['is not an event', '{"hello":"world"}'],
    ['has a type nobody knows', JSON.stringify({ ...orderEvent('order-9'), type: 'shop.order.eaten.v1' })],
    ['has an id of 3 KB', JSON.stringify({ ...orderEvent('order-9'), id: 'x'.repeat(3_000) })],
    [
      'has a total that would be rounded',
      JSON.stringify(orderEvent('order-9')).replace(/"total":\d+/, '"total":9007199254740993'),
    ],
    ['lacks what the receipt needs', JSON.stringify({ ...orderEvent('order-9'), data: { id: 'order-9' } })],
  ])('puts a record aside that %s, and does not ask for it again', async (_, body) => {
    const bad = { id: 'bad', key: 'order-9', body };
    const good = recordOf(orderEvent('order-1'));
    expect(await consume([bad, good])).toEqual({ failed: [] });
    expect(await database.find('quarantine', 'bad')).toEqual({ key: 'order-9', body, reason: expect.any(String) });
    expect(mailer.sent).toHaveLength(1);
  });
});
