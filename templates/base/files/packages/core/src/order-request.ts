import { BadRequestError } from './failures.ts';
import { readJson } from './read-json.ts';
import { unstorable } from './storable.ts';

/** What a customer sends to place an order. */
export type OrderRequest = {
  readonly customer: { readonly name: string; readonly email: string };
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
};

/** Reads the JSON of a request. Throws `BadRequestError` for one that is not JSON in UTF-8. */
export function readRequestBody(body: string | Uint8Array): unknown {
  try {
    return readJson(body);
  } catch (error) {
    throw new BadRequestError(`the body ${(error as Error).message}`);
  }
}

/** Reads the text that is searched for. Throws `BadRequestError` for none, and for one that nothing can hold. */
export function readSearchText(text: unknown): string {
  return textOf(text, 'q');
}

/** Reads the body of `POST /orders`. Throws `BadRequestError` that names the field. */
export function readOrderRequest(body: unknown): OrderRequest {
  const { customer, lines } = objectOf(body, 'the body');
  const { name, email } = objectOf(customer, 'customer');
  if (!Array.isArray(lines) || lines.length === 0) throw new BadRequestError('lines must be a list of at least one');
  if (lines.length > 100) throw new BadRequestError('lines must be at most 100');
  const read = lines.map((line: unknown, i) => {
    const { sku, quantity } = objectOf(line, `lines[${i}]`);
    return { sku: textOf(sku, `lines[${i}].sku`), quantity: countOf(quantity, `lines[${i}].quantity`) };
  });
  if (new Set(read.map(({ sku }) => sku)).size < read.length) throw new BadRequestError('lines must name a sku once');
  return { customer: { name: textOf(name, 'customer.name'), email: emailOf(email, 'customer.email') }, lines: read };
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadRequestError(`${what} must be an object`);
  }
  return value as Record<string, unknown>;
}

function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 200 || unstorable(value)) {
    throw new BadRequestError(`${what} must be a text of 1 to 200 characters`);
  }
  return value.trim();
}

function emailOf(value: unknown, what: string): string {
  const text = textOf(value, what);
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) throw new BadRequestError(`${what} must be an e-mail address`);
  return text;
}

function countOf(value: unknown, what: string): number {
  if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > 1_000_000) {
    throw new BadRequestError(`${what} must be a whole number from 1 to 1000000`);
  }
  return Number(value);
}
