import { BadRequestError, OutOfStockError } from '@app/core';
import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';

/** Turns what a module throws into an answer. What nobody expected is logged and answered with 500, without its message. */
export const answerError: ErrorHandler = (error, context) => {
  if (error instanceof BadRequestError) return context.json({ error: error.message }, 400);
  if (error instanceof OutOfStockError) return context.json({ error: error.message, sku: error.sku }, 409);
  if (error instanceof HTTPException) return context.json({ error: error.message }, error.status);
  console.error(`${context.req.method} ${context.req.path} failed`, error);
  return context.json({ error: 'internal error' }, 500);
};
