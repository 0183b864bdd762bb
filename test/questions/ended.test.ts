import { expect, test } from 'vitest';
import { endedProduct } from '../../src/questions/ended.ts';

test.each([
  ['fauna', 2025, /dynamodb|postgres/],
  ['FaunaDB', 2025, /dynamodb|postgres/],
  ['iopipe', 2019, /New Relic/],
  ['event-gateway', 2018, /CloudEvents/],
  ['eventgateway', 2018, /CloudEvents/],
  ['auth0-extend', 2021, /Auth0 Actions/],
])('%s ended in %i and has a successor', (typed, year, successor) => {
  const product = endedProduct(typed);
  expect(product?.year).toBe(year);
  expect(product?.successor).toMatch(successor);
});

test.each(['postgres', 'mongodb', '', 'db'])('%j is no ended product', (typed) =>
  expect(endedProduct(typed)).toBeUndefined(),
);
