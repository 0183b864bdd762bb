import { printable } from './storable.ts';

/** A number of 16 characters or more, or one with an exponent. Without one, which is nearly always, nobody has to look at each number. */
const mayChange = /(?:^|[\s:,[])-?(?:[\d.]{16}|\d[\d.]*[eE])/;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of these bytes, or the bytes themselves when they are not UTF-8. Nothing is replaced or left out: the text written as UTF-8 gives
 * the same bytes again, with the mark (BOM) that some editors put before it.
 */
export function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes;
  }
}

/**
 * Reads JSON as it was written. A mark (BOM) before it is passed over. Throws a `SyntaxError` for bytes that are not UTF-8, for a text that
 * is not JSON, and for a whole number that JavaScript would turn into another one. The message is what comes behind "the body".
 */
export function readJson(body: string | Uint8Array): unknown {
  const text = typeof body === 'string' ? body : textOrBytes(body);
  if (typeof text !== 'string') throw new SyntaxError('is not UTF-8');
  const json = text.replace(/^\uFEFF/, '');
  const value = parse(json);
  const changed = mayChange.test(json) ? changedNumber(json) : undefined;
  if (changed !== undefined) throw new SyntaxError(`holds a number that JavaScript would change: ${changed}`);
  return value;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new SyntaxError('is not JSON');
  }
}

/** The first number that reads as a whole one, or as infinite, and was another one in the text. A fraction may be rounded: none is an amount. */
function changedNumber(json: string): string | undefined {
  const search = /["{}[\],:]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  const path: (string | number)[] = [];
  let last = '';
  for (let found = search.exec(json); found; found = search.exec(json)) {
    const [token] = found;
    const at = path.at(-1);
    if (token === '"') {
      search.lastIndex = endOfText(json, search.lastIndex);
      last = json.slice(found.index, search.lastIndex);
    } else if (token === '{') path.push('');
    else if (token === '[') path.push(0);
    else if (token === '}' || token === ']') path.pop();
    else if (token === ':') path[path.length - 1] = last;
    else if (token !== ',') {
      if (!isKept(token)) return `${token.slice(0, 100)} at ${nameOf(path)}`;
    } else if (typeof at === 'number') path[path.length - 1] = at + 1;
  }
  return undefined;
}

/** Behind the quote that ends a text. An expression for it would need a stack as deep as the text is long. */
function endOfText(json: string, start: number): number {
  let at = start;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** A place as errors name it: `lines[0].quantity`. */
function nameOf(path: readonly (string | number)[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${JSON.parse(part)}`));
  return printable(parts.join('').replace(/^\./, ''), 200) || 'its root';
}

function isKept(token: string): boolean {
  // Fifteen digits always fit.
  if (token.length < 16 && !/e/i.test(token)) return true;
  const value = Number(token);
  if (Number.isFinite(value) && !Number.isInteger(value)) return true;
  return decimal(token) === decimal(String(value));
}

/** A number by its digits and the place of its point, so that 1e3, 1000 and 1000.0 are the same. */
function decimal(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
