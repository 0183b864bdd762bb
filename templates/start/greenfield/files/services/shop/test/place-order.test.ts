import { ConflictError, FencedError, readOnlyProblem } from '@app/core';
import { describe, expect, test, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { type MemoryPorts, memoryPorts } from './ports.ts';

function order(ports: MemoryPorts, sku = 'mug', quantity = 2) {
  return createApp(ports).request('/orders', {
    method: 'POST',
    body: JSON.stringify({ customer: { name: 'Ada', email: 'ada@example.com' }, lines: [{ sku, quantity }] }),
  });
}

describe('placing an order', () => {
  test('takes from the shelf and stores the order', async () => {
    const ports = memoryPorts();
    expect((await order(ports)).status).toBe(201);
    expect(ports.levels.get('mug')?.available).toBe(8);
    expect([...ports.saved.values()]).toMatchObject([{ total: 2500, version: 1 }]);
  });

  test('stores what the seam has to tell in the same call', async () => {
    const ports = memoryPorts();
    const event = { id: 'event-1' } as never;
    await order({ ...ports, afterOrder: { ...ports.afterOrder, eventsOf: () => [event] } });
    expect(ports.events).toEqual([event]);
  });

  test('puts the lines back when the order was refused, and keeps them when nobody knows whether it was stored', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const [refused, unknown] = [memoryPorts(), memoryPorts()];
    vi.spyOn(refused.orders, 'save').mockRejectedValue(new ConflictError('somebody else was faster'));
    vi.spyOn(unknown.orders, 'save').mockRejectedValue(new Error('the answer was lost'));
    expect((await order(refused)).status).toBeGreaterThanOrEqual(400);
    expect((await order(unknown)).status).toBe(500);
    expect([refused.levels.get('mug')?.available, unknown.levels.get('mug')?.available]).toEqual([10, 8]);
    said.mockRestore();
  });

  test('refuses a total that cannot be counted exactly, and takes nothing', async () => {
    const ports = memoryPorts();
    ports.levels.set('yacht', { sku: 'yacht', name: 'Yacht', unitPrice: Number.MAX_SAFE_INTEGER, available: 10 });
    const response = await order(ports, 'yacht', 2);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'lines must come to at most 9007199254740991 in minor units' });
    expect([ports.saved.size, ports.levels.get('yacht')?.available]).toEqual([0, 10]);
    expect((await order(ports, 'yacht', 1)).status).toBe(201);
    expect([...ports.saved.values()]).toMatchObject([{ total: Number.MAX_SAFE_INTEGER }]);
  });

  test('stores nothing when the shelf is short', async () => {
    const ports = memoryPorts();
    expect((await order(ports, 'poster', 2)).status).toBe(409);
    expect(ports.saved.size).toBe(0);
  });

  test('is refused where this region may not write: what was taken goes back, and reading goes on', async () => {
    const ports = memoryPorts();
    vi.spyOn(ports.orders, 'save').mockRejectedValue(new FencedError('this region is read-only'));
    const response = await order(ports);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('30');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual(readOnlyProblem);
    expect(ports.levels.get('mug')?.available).toBe(10);
    expect((await createApp(ports).request('/products')).status).toBe(200);
  });
});
