import * as currencies from 'dinero.js/currencies';
import { PermanentError } from './failures.ts';

const byCode = new Map(Object.entries(currencies));

/** Minor units as people read them: 1250 is `12.50 EUR`, `1250 JPY` and `1.250 KWD`. Throws a `PermanentError` for what is no amount. */
export function amount(minor: number, { currency }: { readonly currency: string }): string {
  const digits = minorDigits(currency);
  if (digits === undefined) throw new PermanentError(noCurrency(currency));
  const size = String(Math.abs(amountOf(minor, 'the amount'))).padStart(digits + 1, '0');
  const whole = size.slice(0, size.length - digits);
  const text = digits === 0 ? whole : `${whole}.${size.slice(-digits)}`;
  return `${minor < 0 ? '-' : ''}${text} ${currency}`;
}

/**
 * An amount as a database or a message gives it: a safe integer in minor units. SQL gives large integers as text. Throws a `PermanentError`
 * that names it for anything else: an amount is never rounded.
 */
export function amountOf(value: unknown, what: string): number {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (Number.isSafeInteger(number)) return Number(number);
  const said = String(value).slice(0, 50);
  throw new PermanentError(
    `${what} must be a whole number of minor units up to ${Number.MAX_SAFE_INTEGER}, not ${said}`,
  );
}

/** What a line comes to. */
export function lineTotal({ quantity, unitPrice }: { readonly quantity: number; readonly unitPrice: number }): number {
  return quantity * unitPrice;
}

/** How many decimal digits the minor unit of a currency has in ISO 4217; `undefined` when it is none of today's currencies. */
export function minorDigits(code: string): number | undefined {
  const currency = byCode.get(code);
  // Ariary and ouguiya have fifths. ISO 4217 writes them with two digits.
  return currency && (currency.base === 10 ? currency.exponent : 2);
}

/** Why a currency is refused. */
export function noCurrency(code: string): string {
  return `${JSON.stringify(code)} is no currency of ISO 4217`;
}
