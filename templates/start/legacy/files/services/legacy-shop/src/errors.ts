import { BadRequestError, FencedError, OutOfStockError, readOnlyProblem, retryAfterSeconds } from '@app/core';
import type { ErrorRequestHandler } from 'express';

/** Turns what a handler throws into an answer. An unexpected error is logged. The answer is 500, without the error's message. */
export const answerErrors: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
  } else if (error instanceof BadRequestError) {
    response.status(400).json({ error: error.message });
  } else if (error instanceof OutOfStockError) {
    response.status(409).json({ error: error.message, sku: error.sku });
  } else if (error instanceof FencedError) {
    response
      .status(503)
      .set('Retry-After', String(retryAfterSeconds))
      .type('application/problem+json')
      .json(readOnlyProblem);
  } else if (isClientError(error)) {
    response.status(error.status).json({ error: error.message });
  } else {
    console.error(`${request.method} ${request.path} failed`, error);
    response.status(500).json({ error: 'internal error' });
  }
};

/** Express' own errors, such as a body that is not JSON or is too large. */
function isClientError(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
