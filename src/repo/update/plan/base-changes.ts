import type { RelPath, TemplateId } from '../../../tree/tree.ts';
import { type BaseRecord, damagedBase, readRecord } from '../../base.ts';
import { BaseLine, newline, pathOf } from './base-line.ts';

/** What differs between two bases. Lines that stand in both are never decoded, so this costs what changed, not what is there. */
export type BaseChanges = {
  /** The records that the new base has not in the same words, by id. */
  readonly was: ReadonlyMap<string, BaseRecord>;
  /** The records that the old base has not in the same words, by id. */
  readonly will: ReadonlyMap<string, BaseRecord>;
  /** Every path of the old base. They are read when one is asked for: most updates bring no new path. */
  readonly oldPaths: Pick<ReadonlySet<RelPath>, 'has'>;
};

/**
 * Compares two bases line by line. `joined` has today's id of a file that was several copies, each with an id of its own, when the old
 * base was written. Throws `failed` when a line that differs is damaged.
 */
export function compareBases(
  before: Buffer,
  after: Buffer,
  joined: ReadonlyMap<TemplateId, TemplateId> = new Map(),
): BaseChanges {
  const leaving: Buffer[] = [];
  const arriving = new Map<RelPath, Buffer>();
  // Both are sorted by path, so two fingers find the lines that differ without making anything of the others.
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
  // Where somebody has sorted a base anew, a line may have been met on both sides.
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

/** A line that stands twice would look like a file that the template has no longer. */
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

/** The path of a line. Throws `failed` where it has none. */
function pathIn(line: Buffer, base: Buffer): RelPath {
  try {
    const path: unknown = pathOf(line);
    if (typeof path === 'string') return path;
  } catch {
    // Whatever is wrong with it, it names no path.
  }
  throw damagedBase(numberOf(line, base), 'it names no path');
}

/** The number of a line of a base, which it is a part of; from 1 on. */
function numberOf(line: Buffer, base: Buffer): number {
  const above = base.subarray(0, line.byteOffset - base.byteOffset);
  return above.reduce((count, byte) => (byte === newline ? count + 1 : count), 1);
}
