import type { RelPath } from '../../tree/tree.ts';
import type { BaseRecord } from '../base.ts';
import { readBase } from '../base.ts';

/** What differs between two bases. Lines that stand in both are never parsed, so this costs what changed, not what is there. */
export type BaseChanges = {
  /** The records that the new base has not in the same words, by id. */
  readonly was: ReadonlyMap<string, BaseRecord>;
  /** The records that the old base has not in the same words, by id. */
  readonly will: ReadonlyMap<string, BaseRecord>;
  /** Every path of the old base. */
  readonly oldPaths: ReadonlySet<RelPath>;
};

/** Compares two bases line by line. Throws `failed` when a line that differs is damaged. */
export function compareBases(before: Uint8Array, after: Uint8Array): BaseChanges {
  const oldLines = linesOf(before);
  const newLines = linesOf(after);
  const kept = new Set(newLines);
  const had = new Set(oldLines);
  return {
    was: byId(oldLines.filter((line) => !kept.has(line))),
    will: byId(newLines.filter((line) => !had.has(line))),
    oldPaths: new Set(oldLines.map(pathOf)),
  };
}

function linesOf(base: Uint8Array): string[] {
  const text = Buffer.from(base.buffer, base.byteOffset, base.byteLength).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

function byId(lines: readonly string[]): Map<string, BaseRecord> {
  return new Map(readBase(Buffer.from(lines.join('\n'))).map((record) => [record.id, record]));
}

/** The path is the first value of a line. */
function pathOf(line: string): RelPath {
  const start = '{"path":';
  if (!line.startsWith(`${start}"`)) return (JSON.parse(line) as BaseRecord).path;
  let end = start.length + 1;
  while (end < line.length && line[end] !== '"') end += line[end] === '\\' ? 2 : 1;
  return JSON.parse(line.slice(start.length, end + 1)) as RelPath;
}
