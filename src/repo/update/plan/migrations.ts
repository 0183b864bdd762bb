import compare from 'semver/functions/compare.js';
import type { Migration } from './migration.ts';
import { toFewerFiles } from './to-fewer-files.ts';
import { toSql } from './to-sql.ts';
import { toTheLibrary } from './to-the-library.ts';

/** The migrations of this version, oldest first. */
export const migrations: readonly Migration[] = [toTheLibrary, toSql, toFewerFiles];

/** The migrations between two versions, oldest first. Empty when the update goes back to an older version. */
export function crossed(from: string, to: string, all: readonly Migration[] = migrations): Migration[] {
  return all
    .filter(({ version }) => compare(version, from) > 0 && compare(version, to) <= 0)
    .sort((a, b) => compare(a.version, b.version));
}
