import { PermanentError } from '@app/core';

/** What a charge is asked for. `amount` is in minor units of `currency`. */
export type Charge = {
  /** The idempotency key: a charge that is asked for again under it is the same charge. */
  readonly key: string;
  readonly orderId: string;
  readonly amount: number;
  readonly currency: string;
};

/** The payment service. */
export interface Payments {
  /**
   * Charges, and answers the id of the charge; under a key that was used before, that of the first. Throws `PermanentError` when the
   * service refuses, and any other error when it is worth another try.
   */
  charge(charge: Charge): Promise<{ readonly id: string }>;
}

const patienceMs = 5_000;

/**
 * The payment service at `PAYMENTS_URL`: `POST /charges` with the header `Idempotency-Key`, as the large ones do it. Put the client of yours
 * in its place; what it must know is the key. Throws when the setting is missing.
 */
export function openPayments(env: Readonly<Record<string, string | undefined>>): Payments {
  const url = env.PAYMENTS_URL;
  if (!url) throw new Error('PAYMENTS_URL is not set: it names the payment service.');
  return {
    async charge({ key, ...body }) {
      const response = await fetch(`${url}/charges`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      if (response.ok) return (await response.json()) as { id: string };
      const said = `the payment service answered ${response.status} to order ${body.orderId}`;
      if (isFinal(response.status)) throw new PermanentError(said);
      throw new Error(said);
    },
  };
}

/**
 * 408, 409 and 429 say "not now". 401, 403 and 404 say that our key or our address is wrong. The order is not at fault, and goes through
 * once that is repaired.
 */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 404, 408, 409, 429].includes(status);
}
