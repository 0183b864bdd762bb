import { expect, test } from 'vitest';
import { orderCommand } from '../src/dev/example-order.ts';

const order = { lines: [{ sku: 'mug', quantity: 1 }] };

test('the command fits the shell of the machine', () => {
  expect(orderCommand('http://a', order, 'linux')).toBe(
    `curl http://a/orders -H 'content-type: application/json' -d '{"lines":[{"sku":"mug","quantity":1}]}'`,
  );
  expect(orderCommand('http://a', order, 'win32')).toBe(
    `Invoke-RestMethod http://a/orders -Method Post -ContentType application/json -Body '{"lines":[{"sku":"mug","quantity":1}]}'`,
  );
});
