import type { RelPath, TemplateId } from '../../../tree/tree.ts';
import { type BaseRecord, damagedBase, readRecord } from '../../base.ts';
import { BaseLine, newline, pathOf } from './base-line.ts';

/**
 * The difference between two bases. Equal lines are never decoded, so the cost depends on what changed and not on the
 * size of the repo.
 */
export type BaseChanges = {
  /** Old records that the new base does not have unchanged, by id. */
  readonly was: ReadonlyMap<string, BaseRecord>;
  /** New records that the old base does not have unchanged, by id. */
  readonly will: ReadonlyMap<string, BaseRecord>;
  /** Every path of the old base. They are read on first use, because most updates bring no new path. */
  readonly oldPaths: Pick<ReadonlySet<RelPath>, 'has'>;
};

/**
 * Compares two bases line by line. `joined` maps old ids to today's id for a file that was several copies when the old
 * base was written. Throws `failed` when a line that differs is damaged.
 */
export function compareBases(
  before: Buffer,
  after: Buffer,
  joined: ReadonlyMap<TemplateId, TemplateId> = new Map(),
): BaseChanges {
  const leaving: Buffer[] = [];
  const arriving = new Map<RelPath, Buffer>();
  // Both bases are sorted by path. So one pass over both finds the lines that differ, and equal lines need no decoding.
  const [old, next] = [new BaseLine(before), new BaseLine(after)];
  while (!old.isAtEnd && !next.isAtEnd) {
    if (old.isSameLineAs(next)) {
      old.move();
      next.move();
      continue;
    }
    const [oldPath, nextPath] = [pathIn(old.line, before), pathOf(next.line)];
    if (!(oldPath > nextPath)) leaving.push(old.take());
    if (!(nextPath > oldPath)) arriving.set(nextPath, next.take());
  }
  while (!old.isAtEnd) leaving.push(old.take());
  while (!next.isAtEnd) arriving.set(pathOf(next.line), next.take());
  // A base that somebody sorted in another order can have an equal line on both sides.
  const left = leaving.filter((line) => {
    const path = pathIn(line, before);
    return !(arriving.get(path)?.equals(line) && arriving.delete(path));
  });
  if (left.some((line) => !arriving.has(pathIn(line, before)))) refuseTwice(before);
  let oldPaths: Set<RelPath> | undefined;
  return {
    was: byId(left, before, joined),
    will: byId(arriving.values(), after, new Map()),
    oldPaths: {
      has(path) {
        oldPaths ??= pathsOf(before);
        return oldPaths.has(path);
      },
    },
  };
}

function pathsOf(base: Buffer): Set<RelPath> {
  const paths = new Set<RelPath>();
  for (const line = new BaseLine(base); !line.isAtEnd; ) paths.add(pathIn(line.take(), base));
  return paths;
}

/** Refuses a base with the same line twice. The second one would look like a file that the template has removed. */
function refuseTwice(base: Buffer): void {
  const paths = new Set<RelPath>();
  for (const at = new BaseLine(base); !at.isAtEnd; ) {
    const line = at.take();
    const path = pathIn(line, base);
    if (paths.has(path)) throw damagedBase(numberOf(line, base), `${path} stands twice`);
    paths.add(path);
  }
}

function byId(
  lines: Iterable<Buffer>,
  base: Buffer,
  joined: ReadonlyMap<TemplateId, TemplateId>,
): Map<string, BaseRecord> {
  const records = new Map<string, BaseRecord>();
  for (const line of lines) {
    const number = () => numberOf(line, base);
    const read = readRecord(line.toString('utf8'), number);
    const record = { ...read, id: joined.get(read.id) ?? read.id };
    if (records.has(record.id)) throw damagedBase(number(), `${record.id} stands twice`);
    records.set(record.id, record);
  }
  return records;
}

/** The path of a line. Throws `failed` when it has none. */
function pathIn(line: Buffer, base: Buffer): RelPath {
  try {
    const path: unknown = pathOf(line);
    if (typeof path === 'string') return path;
  } catch {
    // Whatever the reason, the line gives no path.
  }
  throw damagedBase(numberOf(line, base), 'it names no path');
}

/** The number of a line in its base, from 1 on. `line` must be a part of the base's buffer. */
function numberOf(line: Buffer, base: Buffer): number {
  const above = base.subarray(0, line.byteOffset - base.byteOffset);
  return above.reduce((count, byte) => (byte === newline ? count + 1 : count), 1);
}
