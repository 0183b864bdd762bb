import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * The source of the module that tells the tool how each part of the library differs from the real service, by the
 * part's name. It is made from the `limits.json` beside each part.
 */
export function limitsSource(library: string): string {
  const limits = readdirSync(library, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('limits.json'))
    .map((path) => [nameOf(path), JSON.parse(readFileSync(join(library, path), 'utf8'))] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    '// Made by `npm run build` from the parts of local/src.',
    "import type { Limits } from './stand-in.ts';",
    '',
    '/** How each part of the library differs from the real service, by the name of the part. */',
    `export const limits: Readonly<Record<string, Limits>> = ${JSON.stringify(Object.fromEntries(limits), null, 2)};`,
    '',
  ].join('\n');
}

/** The name of a part: `postgres` for `parts/postgres/limits.json`, `schedule` for `aws/schedule.limits.json`. */
function nameOf(path: string): string {
  const own = basename(path).replace(/\.?limits\.json$/, '');
  return own === '' ? basename(dirname(path)) : own;
}
