/** Somebody else wrote in between: read again and decide. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** The client sent something that cannot be read: answered with 400 and the message. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
}

/** The shelf is empty for this SKU. */
export class OutOfStockError extends Error {
  override readonly name = 'OutOfStockError';
  readonly sku: string;

  constructor(sku: string) {
    super(`out of stock: ${sku}`);
    this.sku = sku;
  }
}

/** Another holder took the lease: stop publishing. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** This region may not write now: another one does. Reading goes on. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
}

/** What a client is told that wanted to write in such a region: a problem body (RFC 9457). */
export const readOnlyProblem = {
  title: 'This region is read-only for the moment',
  status: 503,
  detail: 'Another region takes the writes. Send the request again a little later; reading goes on.',
};

/** When it may ask again, in seconds: by then a switch has ended, or a person knows of it. */
export const retryAfterSeconds = 30;

/** There is no such document. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** This record can never be handled (wrong schema, unknown type): it goes to quarantine and is not tried again. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}
