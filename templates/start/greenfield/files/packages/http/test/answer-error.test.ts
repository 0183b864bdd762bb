import { BadRequestError } from '@app/core';
import { type ErrorHandler, Hono } from 'hono';
import { afterEach, expect, test, vi } from 'vitest';
import { answerError, answerOrThrow } from '../src/index.ts';

afterEach(() => vi.restoreAllMocks());

function appWith(onError: ErrorHandler, error: Error): Hono {
  const app = new Hono();
  app.use(async (_, next) => next());
  app.get('/', () => {
    throw error;
  });
  app.onError(onError);
  return app;
}

test.each([['answerError', answerError] as const, ['answerOrThrow', answerOrThrow] as const])(
  '%s answers a request that is wrong',
  async (_, onError) => {
    const response = await appWith(onError, new BadRequestError('no lines')).request('/');
    expect([response.status, await response.json()]).toEqual([400, { error: 'no lines' }]);
  },
);

test('what nobody expected is answered with 500, without its message, and logged', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const response = await appWith(answerError, new Error('the password is secret')).request('/');
  expect([response.status, await response.json()]).toEqual([500, { error: 'internal error' }]);
  expect(log).toHaveBeenCalledOnce();
});

test('in a function with a canary it is thrown: the alarm that takes a version back counts what a function throws', async () => {
  const answer = appWith(answerOrThrow, new Error('the table is gone')).request('/');
  await expect(answer).rejects.toThrow('the table is gone');
});
