import { expect, test } from 'vitest';
import { traceShare } from '../../src/gates/traces.ts';

const samples = (...routes: string[]) => routes.map((route) => ({ route }));

test('counts the requests that have a trace of their route', () => {
  expect(traceShare(samples('GET /a', 'GET /a', 'POST /b'), ['GET /a', 'POST /b', 'GET /a'])).toBe(1);
  expect(traceShare(samples('GET /a', 'GET /a', 'POST /b', 'GET /c'), ['GET /a', 'POST /b'])).toBe(0.5);
});

test('other traces make up for nothing', () => {
  expect(traceShare(samples('GET /a', 'GET /b'), ['GET /a', 'GET /a', 'GET /a'])).toBe(0.5);
});

test('no requests are not traced', () => {
  expect(traceShare([], ['GET /a'])).toBe(0);
});
