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

/** There is no such document. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** This record can never be handled (wrong schema, unknown type): it goes to quarantine and is not tried again. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}
