import { expect, test } from 'vitest';
import { entranceOf } from '../src/dev/entrance.ts';

const shop = { definition: { name: 'shop' } };
const router = { definition: { name: 'router', front: true } };
const urls = { shop: 'http://127.0.0.1:3000', 'order-page': 'http://127.0.0.1:4001' };

test.each([
  ['the shop where nothing stands in front', [shop], urls, urls.shop],
  ['what stands in front', [shop, router], { ...urls, router: 'http://127.0.0.1:8080' }, 'http://127.0.0.1:8080'],
  ['the shop while that does not run', [shop, router], urls, urls.shop],
  ['nowhere where nothing answers', [], {}, undefined],
])('a visitor comes in at %s', (_, all, running, expected) => {
  expect(entranceOf(running, all)).toBe(expected);
});
