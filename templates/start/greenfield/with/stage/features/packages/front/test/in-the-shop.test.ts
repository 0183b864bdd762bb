import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mode } from '@app/router';
import routes from '@app/router/routes.json' with { type: 'json' };
import { type ServedFunction, serveFunction } from 'serverless-workshop/local';
import { startWorkshop } from 'serverless-workshop/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'front-'));
let workshop: Awaited<ReturnType<typeof startWorkshop>>;
let shop: ServedFunction | undefined;

beforeAll(async () => {
  workshop = await startWorkshop({ functions: ['order-page'], services: false });
});
afterEach(() => shop?.stop());
afterAll(async () => {
  await workshop?.stop();
  rmSync(folder, { recursive: true });
});

/** Starts the shop's function as the cloud does, with the API of the functions beside it, and asks it for a page. */
async function servedBy(mode: Mode): Promise<string | null> {
  const file = join(folder, `${mode}.json`);
  const all = routes.routes.map((route) => ({ ...route, mode, fallBackOn: [] }));
  writeFileSync(file, JSON.stringify({ ...routes, routes: all }));
  const at = fileURLToPath(new URL('../../../services/shop', import.meta.url));
  shop = await serveFunction(at, {
    ...workshop.env,
    FUNCTIONS_URL: workshop.urls['order-page'],
    ROUTES_FILE: file,
  });
  const response = await fetch(`${shop.url}/orders/unknown/status`);
  expect(response.status).toBe(404);
  return response.headers.get('x-served-by');
}

test('the shop’s own function answers a route, and gives it away when it is flipped', async () => {
  expect(await servedBy('legacy')).toBeNull();
  await shop?.stop();
  expect(await servedBy('new')).toBe('order-page');
});
