import { expect, test } from 'vitest';
import { defaults } from '../../src/layers/answers.ts';
import { contextOf, serviceName } from '../../src/layers/context.ts';
import { derive } from '../../src/layers/derive.ts';

const contextAt = (stage: 'observe' | 'glue') =>
  contextOf(derive({ name: 'shop', ...defaults, stage }), { version: '1.0.0', spec: '1.0.0', library: '1.0.0' });

test('the title of the stage is that of the stage the repo stands on', () => {
  expect(contextAt('glue').title.stage).toBe('Glue');
  expect(contextAt('observe').title.stage).toBe('Observe');
});

test.each([
  ['my-shop', 'my-shop'],
  ['@team/my_shop', 'my-shop'],
  ['2nd-shop', 'nd-shop'],
  ['a', 'shop-a'],
  ['shop.v2', 'shop-v2'],
  [`shop-${'x'.repeat(60)}`, `shop-${'x'.repeat(27)}`],
])('%s is deployed as %s', (name, service) => {
  expect(serviceName(name)).toBe(service);
  expect(service).toMatch(/^[a-zA-Z][0-9a-zA-Z-]+$/);
});
