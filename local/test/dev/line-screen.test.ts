import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { LineScreen } from '../../src/dev/line-screen.ts';

test('what a load repeats is counted, and every other line is shown', () => {
  const screen = new LineScreen();
  const shown = Array.from({ length: 600 }, () => `Your receipt for order ${randomUUID()}`).filter((line) =>
    screen.shows('receipt', line),
  );
  expect(shown).toHaveLength(5);
  expect(screen.shows('receipt', 'Error: no database')).toBe(true);
  expect(screen.shows('invoice-run', shown[0] ?? '')).toBe(true);
  expect(screen.take()).toEqual([{ from: 'receipt', line: `595 more lines like: ${shown[0]}` }]);
  expect(screen.take()).toEqual([]);
  expect(screen.shows('receipt', shown[0] ?? '')).toBe(true);
});
