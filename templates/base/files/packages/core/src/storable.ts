/** A JSON object: what `Documents` keep. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** DynamoDB keeps 32 levels, and the wrapping of a value takes some of them. */
const mostLevels = 24;

/**
 * What a database refuses in a value; `undefined` when each database that this repo can have keeps it. It asks before the write: a refusal
 * of the database itself looks like any other failure, and would be tried again and again.
 */
export function unstorable(value: Json, levels = mostLevels): string | undefined {
  if (typeof value === 'string') return unstorableText(value);
  if (typeof value === 'number') return unstorableNumber(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return `more than ${mostLevels} levels of lists and objects`;
  for (const [name, member] of Object.entries(value)) {
    const found = name === '' ? 'a field without a name' : (unstorableText(name) ?? unstorable(member, levels - 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The longest id or key, in bytes of UTF-8. With the words that stand before it in a key it fits into every database, and it is a partition
 * key of every stream.
 */
export const longestKey = 256;

/** What keeps a text from being an id or a key; `undefined` when every database and every stream takes it as one. */
export function unusableKey(text: string): string | undefined {
  if (text.trim() === '') return 'is empty';
  const bytes = Buffer.byteLength(text);
  if (bytes > longestKey) return `is ${bytes} bytes long, and a key has at most ${longestKey}`;
  const refused = unstorableText(text);
  return refused && `holds ${refused}`;
}

/** A text of others, fit for a log and for every database: without control characters and halves of characters, and not longer than this. */
export function printable(text: string, most: number): string {
  return text.slice(0, most).replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
}

/** What a SQL database refuses in JSON. */
function unstorableText(text: string): string | undefined {
  if (text.includes('\0')) return 'a NUL character';
  return /\p{Cs}/u.test(text) ? 'half a character (a surrogate alone)' : undefined;
}

/** What DynamoDB refuses: its numbers go from 1e-130 to 1e126. */
function unstorableNumber(value: number): string | undefined {
  const size = Math.abs(value);
  return value === 0 || (size >= 1e-130 && size < 1e126)
    ? undefined
    : `a number that is too large or too small, ${value}`;
}
