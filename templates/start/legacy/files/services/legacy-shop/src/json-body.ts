import { readRequestBody } from '@app/core';
import type { RequestHandler } from 'express';

/** Reads the bytes of a body as JSON. `express.json` takes other letters for bytes that are not UTF-8, and rounds large numbers. */
export const jsonBody: RequestHandler = (request, _response, next) => {
  if (Buffer.isBuffer(request.body)) request.body = readRequestBody(request.body);
  next();
};
