import { basename, extname } from 'node:path/posix';
import type { RelPath } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import { blobId, type ObjectFormat } from '../git/objects.ts';
import type { Entry } from '../git/repository.ts';
import { similarity } from './similarity.ts';

/** The lowest similarity at which a user's file counts as a moved template file. Git's merge uses 0.5. */
const least = 0.6;

/** A template file that the user moved: its new path, and how similar it is (0 to 1). */
export type UserRename = { readonly to: RelPath; readonly similarity: number };

/** What is compared: missing files, files that the template never had, and how to read them. */
export type Moved = {
  readonly missing: readonly BaseRecord[];
  readonly own: ReadonlyMap<RelPath, Entry>;
  /** The paths of the new template, with the id of the file at each. Only that file can have been moved there. */
  readonly places: ReadonlyMap<RelPath, string>;
  readonly format: ObjectFormat;
  read(ids: Iterable<string>): Promise<Map<string, Buffer>>;
  sizesOf(ids: Iterable<string>): Promise<Map<string, number>>;
};

/**
 * Finds the files that a user moved. Each of the user's files is used once, and the best pair comes first; equal bytes
 * win over similar ones, then an equal file name. Only missing files are searched for, so two similar files that both
 * exist are never confused.
 */
export async function findUserRenames({
  missing,
  own,
  places,
  format,
  read,
  sizesOf,
}: Moved): Promise<Map<string, UserRename>> {
  const files = [...own].filter(([path, { mode }]) => mode.startsWith('100') && !path.includes('\ufffd'));
  const pairs: { id: string; to: RelPath; score: number; sameName: boolean }[] = [];
  const maybe = new Map<string, Set<BaseRecord>>();
  for (const record of missing) {
    if (record.bytes.byteLength === 0) continue;
    const oid = blobId(record.bytes, format);
    for (const [path, entry] of files) {
      if ((places.get(path) ?? record.id) !== record.id) continue;
      const sameName = basename(path) === basename(record.path);
      if (entry.oid === oid) pairs.push({ id: record.id, to: path, score: 1, sameName });
      else if (sameName || extname(path) === extname(record.path)) {
        maybe.set(entry.oid, (maybe.get(entry.oid) ?? new Set()).add(record));
      }
    }
  }
  // A user's file may have any size. Its length rules out most candidates before any is read.
  const sizes = await sizesOf(maybe.keys());
  const alike = (oid: string, { bytes }: BaseRecord) => !tooDifferent(sizes.get(oid) ?? 0, bytes.byteLength);
  const blobs = await read([...maybe].flatMap(([oid, all]) => ([...all].some((one) => alike(oid, one)) ? [oid] : [])));
  for (const [path, { oid }] of files) {
    for (const record of maybe.get(oid) ?? []) {
      const bytes = blobs.get(oid);
      const score = bytes === undefined || !alike(oid, record) ? 0 : similarity(record.bytes, bytes);
      if (score >= least) {
        pairs.push({ id: record.id, to: path, score, sameName: basename(path) === basename(record.path) });
      }
    }
  }
  return bestFirst(pairs);
}

/** Whether two files differ too much in length to be similar. Then their lines need not be read. */
function tooDifferent(a: number, b: number): boolean {
  return Math.min(a, b) < least * Math.max(a, b);
}

function bestFirst(
  pairs: readonly { id: string; to: RelPath; score: number; sameName: boolean }[],
): Map<string, UserRename> {
  const found = new Map<string, UserRename>();
  const taken = new Set<RelPath>();
  const inOrder = [...pairs].sort(
    (a, b) => b.score - a.score || Number(b.sameName) - Number(a.sameName) || (a.to < b.to ? -1 : 1),
  );
  for (const { id, to, score } of inOrder) {
    if (found.has(id) || taken.has(to)) continue;
    found.set(id, { to, similarity: score });
    taken.add(to);
  }
  return found;
}
