import type { RelPath } from '../../tree/tree.ts';
import { type BaseRecord, readBase } from '../base.ts';
import { BaseLine, newline, pathOf } from '../base-line.ts';

/** What differs between two bases. Lines that stand in both are never decoded, so this costs what changed, not what is there. */
export type BaseChanges = {
  /** The records that the new base has not in the same words, by id. */
  readonly was: ReadonlyMap<string, BaseRecord>;
  /** The records that the old base has not in the same words, by id. */
  readonly will: ReadonlyMap<string, BaseRecord>;
  /** Every path of the old base. They are read when one is asked for: most updates bring no new path. */
  readonly oldPaths: Pick<ReadonlySet<RelPath>, 'has'>;
};

/** Compares two bases line by line. Throws `failed` when a line that differs is damaged. */
export function compareBases(before: Buffer, after: Buffer): BaseChanges {
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
    const [oldPath, nextPath] = [pathOf(old.line), pathOf(next.line)];
    if (!(oldPath > nextPath)) leaving.push(old.take());
    if (!(nextPath > oldPath)) arriving.set(nextPath, next.take());
  }
  while (!old.isAtEnd) leaving.push(old.take());
  while (!next.isAtEnd) arriving.set(pathOf(next.line), next.take());
  // Where somebody has sorted a base anew, a line may have been met on both sides.
  const left = leaving.filter((line) => {
    const path = pathOf(line);
    return !(arriving.get(path)?.equals(line) && arriving.delete(path));
  });
  let oldPaths: Set<RelPath> | undefined;
  return {
    was: byId(left),
    will: byId(arriving.values()),
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
  for (const line = new BaseLine(base); !line.isAtEnd; ) paths.add(pathOf(line.take()));
  return paths;
}

function byId(lines: Iterable<Buffer>): Map<string, BaseRecord> {
  const lineEnd = Buffer.of(newline);
  const text = Buffer.concat([...lines].flatMap((line) => [line, lineEnd]));
  return new Map(readBase(text).map((record) => [record.id, record]));
}
