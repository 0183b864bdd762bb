import { BadRequestError, FencedError, OutOfStockError, readOnlyProblem, retryAfterSeconds } from '@app/core';
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** Turns what a module throws into an answer. An unexpected error is logged. The answer is 500, without the error's message. */
export const answerError: ErrorHandler = (error, context) => {
  const answer = expected(error, context);
  if (answer) return answer;
  console.error(`${context.req.method} ${context.req.path} failed`, error);
  return context.json({ error: 'internal error' }, 500);
};

/**
 * The same for a function whose versions move step by step (`canary.yml`). It throws an unexpected error, because the alarm that takes a
 * version back within a minute counts thrown errors. The provider logs the error, and answers 500 without its message.
 */
export const answerOrThrow: ErrorHandler = (error, context) => {
  const answer = expected(error, context);
  if (answer) return answer;
  throw error;
};

function expected(error: Error, context: Context): Response | undefined {
  if (error instanceof BadRequestError) return context.json({ error: error.message }, 400);
  if (error instanceof OutOfStockError) return context.json({ error: error.message, sku: error.sku }, 409);
  if (error instanceof FencedError) {
    return context.body(JSON.stringify(readOnlyProblem), 503, {
      'Content-Type': 'application/problem+json',
      'Retry-After': String(retryAfterSeconds),
    });
  }
  if (error instanceof HTTPException) return context.json({ error: error.message }, error.status);
  return undefined;
}
