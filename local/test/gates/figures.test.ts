import { describe, expect, test } from 'vitest';
import { figuresOf, percentile } from '../../src/gates/figures.ts';

describe('percentile', () => {
  test('is the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.95)).toBe(95);
    expect(percentile(hundred, 1)).toBe(100);
  });

  test('of one value is that value, of none is 0', () => {
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.95)).toBe(0);
  });

  test('sorts by size, not as text', () => {
    expect(percentile([9, 10, 100], 0.5)).toBe(10);
  });
});

describe('figures', () => {
  test('keep routes apart and count failures', () => {
    const { all, routes } = figuresOf([
      { route: 'GET /a', ms: 10, ok: true },
      { route: 'GET /a', ms: 30, ok: false },
      { route: 'GET /b', ms: 20, ok: true },
    ]);
    expect(all).toEqual({ requests: 3, p50Ms: 20, p95Ms: 30, errorRate: 0.3333 });
    expect(routes['GET /a']).toEqual({ requests: 2, p50Ms: 10, p95Ms: 30, errorRate: 0.5 });
    expect(routes['GET /b']).toEqual({ requests: 1, p50Ms: 20, p95Ms: 20, errorRate: 0 });
  });
});
