import type { RelPath } from '../../tree/tree.ts';
import { type BaseRecord, readBase } from '../base.ts';

/** What differs between two bases. Lines that stand in both are never decoded, so this costs what changed, not what is there. */
export type BaseChanges = {
  /** The records that the new base has not in the same words, by id. */
  readonly was: ReadonlyMap<string, BaseRecord>;
  /** The records that the old base has not in the same words, by id. */
  readonly will: ReadonlyMap<string, BaseRecord>;
  /** Every path of the old base. */
  readonly oldPaths: ReadonlySet<RelPath>;
};

/** Compares two bases line by line. Throws `failed` when a line that differs is damaged. */
export function compareBases(before: Buffer, after: Buffer): BaseChanges {
  const oldPaths = new Set<RelPath>();
  const arriving = new Map([...linesOf(after)].map((line) => [pathOf(line), line]));
  const leaving: Buffer[] = [];
  for (const line of linesOf(before)) {
    const path = pathOf(line);
    oldPaths.add(path);
    if (arriving.get(path)?.equals(line)) arriving.delete(path);
    else leaving.push(line);
  }
  return { was: byId(leaving), will: byId(arriving.values()), oldPaths };
}

function* linesOf(base: Buffer): Generator<Buffer> {
  for (let at = 0; at < base.length; ) {
    const found = base.indexOf(0x0a, at);
    const end = found < 0 ? base.length : found;
    if (end > at) yield base.subarray(at, end);
    at = end + 1;
  }
}

function byId(lines: Iterable<Buffer>): Map<string, BaseRecord> {
  const newline = Buffer.from('\n');
  const text = Buffer.concat([...lines].flatMap((line) => [line, newline]));
  return new Map(readBase(text).map((record) => [record.id, record]));
}

/** The start of a line, up to its path. */
const start = Buffer.from('{"path":"');
const quote = 0x22;
const backslash = 0x5c;

/** The path is the first value of a line. */
function pathOf(line: Buffer): RelPath {
  if (!line.subarray(0, start.length).equals(start)) return (JSON.parse(line.toString('utf8')) as BaseRecord).path;
  let end = start.length;
  while (end < line.length && line[end] !== quote) end += line[end] === backslash ? 2 : 1;
  return JSON.parse(line.toString('utf8', start.length - 1, end + 1)) as RelPath;
}
