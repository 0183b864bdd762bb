import { WorkshopError } from '../errors.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const firstKeys = [
  'name',
  'version',
  'private',
  'description',
  'license',
  'type',
  'packageManager',
  'engines',
  'workspaces',
  'scripts',
];

/**
 * Merges root package.json files: objects by key, lists as sorted sets.
 * Throws `failed` when equal keys have different values.
 */
export function mergePackageJson(texts: readonly string[]): string {
  const merged = texts.map((text) => JSON.parse(text) as Json).reduce((a, b) => merge(a, b, []));
  return `${JSON.stringify(sortKeys(merged, true), null, 2)}\n`;
}

function merge(a: Json, b: Json, path: readonly string[]): Json {
  if (Array.isArray(a) && Array.isArray(b)) return [...new Set([...a, ...b])].sort();
  if (isObject(a) && isObject(b)) {
    const result = { ...a };
    for (const [key, value] of Object.entries(b)) {
      const other = result[key];
      result[key] = other === undefined ? value : merge(other, value, [...path, key]);
    }
    return result;
  }
  if (a !== b) {
    const values = [a, b]
      .map((value) => JSON.stringify(value))
      .sort()
      .join(' and ');
    throw new WorkshopError('failed', `Two layers disagree on ${path.join('.')} in package.json: ${values}.`);
  }
  return a;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(value: Json, root = false): Json {
  if (Array.isArray(value) || !isObject(value)) return value;
  const rank = (key: string) => (root && firstKeys.includes(key) ? firstKeys.indexOf(key) : firstKeys.length);
  const keys = Object.keys(value).sort((x, y) => rank(x) - rank(y) || (x < y ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key] as Json)]));
}
