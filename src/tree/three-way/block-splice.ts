import type { CommentFate } from './comment-fate.ts';
import {
  commentsAbove,
  commentsIn,
  type Edit,
  indentOf,
  lineEnd,
  lineStart,
  newlineOf,
  nextLine,
  reindent,
} from './lines.ts';
import { placeOf } from './sets.ts';
import { entryAt, nodeAt, type Path, type Source, type SourceEntry, type SourceNode } from './source.ts';

/**
 * Inserts the entry at `path` of `from` into the user's collection of lines. An empty collection in brackets becomes
 * one of lines.
 */
export function insertInBlock(path: Path, ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined {
  const container = nodeAt(ours.root, path.slice(0, -1));
  const origin = nodeAt(from.root, path.slice(0, -1));
  const entry = entryAt(from.root, path);
  if (!container || !origin || !entry) return undefined;
  const newline = newlineOf(ours.text);
  const keys = (node: SourceNode) => node.entries.map(({ key }) => key);
  const place = placeOf(entry.key, keys(container), keys(origin));
  const [previous, next] = [container.entries[place - 1], container.entries[place]];
  const neighbour = previous ?? next;
  if (!neighbour) {
    const [parent, above] = [entryAt(ours.root, path.slice(0, -1)), entryAt(from.root, path.slice(0, -1))];
    const deeper = above ? Math.max(columnOf(from, entry) - columnOf(from, above), 0) : 0;
    const indent = parent ? ' '.repeat(columnOf(ours, parent) + deeper) : '';
    const within = commentsIn(ours, container.start, container.end).map((comment) => indent + comment.text);
    const lines = [...within, ...linesOf(entry, origin, from, fate, indent)].join(newline);
    const start = parent?.keyEnd ?? container.start;
    // A comment behind the brackets stays on the line of the key.
    const end = lineEnd(ours, container.end);
    const first = parent || commentsIn(ours, container.end, end).length > 0 ? newline : '';
    return [
      { start, end: container.end, text: '' },
      { start: end, end, text: first + lines },
    ];
  }
  const indent = ' '.repeat(columnOf(ours, neighbour));
  const lines = linesOf(entry, origin, from, fate, indent);
  if (previous) {
    const at = extentOf(ours, previous);
    return [{ start: at, end: at, text: newline + lines.join(newline) }];
  }
  while (lines[0] === '') lines.shift();
  if (/^\r?\n[ \t]*\r?\n/.test(from.text.slice(extentOf(from, entry)))) lines.push('');
  // A comment at the top of a file describes the whole file, so the new entry goes below it.
  const above = container === ours.root ? [] : commentsAbove(ours, neighbour.start);
  const at = lineStart(ours.text, above[0]?.start ?? neighbour.start);
  return [{ start: at, end: at, text: lines.join(newline) + newline }];
}

/** Removes the entry at `path` from the user's collection of lines. */
export function removeFromBlock(path: Path, ours: Source, fate: CommentFate): readonly Edit[] | undefined {
  const container = nodeAt(ours.root, path.slice(0, -1));
  const entry = entryAt(ours.root, path);
  if (!container || !entry) return undefined;
  const { text } = ours;
  const newline = newlineOf(text);
  const indent = ' '.repeat(columnOf(ours, entry));
  const last = extentOf(ours, entry);
  if (container.entries.length === 1) {
    const parent = entryAt(ours.root, path.slice(0, -1));
    const start = parent?.keyEnd ?? container.start;
    const kept = commentsIn(ours, start, last).filter((comment) => !fate.isGone(comment));
    const lines = kept.map((comment) => newline + indent + comment.text).join('');
    const brackets = container.kind === 'map' ? '{}' : '[]';
    return [{ start, end: last, text: (parent ? ' ' : '') + brackets + lines }];
  }
  const above = commentsAbove(ours, entry.start);
  const gone = above.filter((_, at) => above.slice(at).every(fate.isGone));
  let start = lineStart(text, gone[0]?.start ?? entry.start);
  const end = nextLine(text, last);
  const kept = commentsIn(ours, entry.start, last).filter(fate.isUsers);
  const lines = kept.map((comment) => indent + comment.text + newline).join('');
  const blankBelow = end === text.length || /^[ \t]*\r?\n/.test(text.slice(end));
  const blank = /(^|\n)[ \t]*\r?\n$/.exec(text.slice(0, start));
  if (blank && blankBelow && !lines) start = blank.index + (blank[1] ?? '').length;
  // A text that had no line ending at its end gets none.
  if (end === text.length && !text.endsWith('\n')) {
    const before = text.slice(0, start).replace(/\r?\n$/, '').length;
    return [{ start: before, end, text: lines ? newline + lines.slice(0, -newline.length) : '' }];
  }
  return [{ start, end, text: lines }];
}

/** Gives the entry at `path` of the user's text the value that it has in `from`. */
export function setInBlock(path: Path, ours: Source, from: Source, fate: CommentFate): readonly Edit[] | undefined {
  const [target, value] = [entryAt(ours.root, path), entryAt(from.root, path)];
  if (!target || !value) return undefined;
  const newline = newlineOf(ours.text);
  const indent = ' '.repeat(columnOf(ours, target));
  const beside = isBeside(ours, target) && isBeside(from, value);
  const [start, taken] = beside ? [target.valueStart, value.valueStart] : [target.keyEnd, value.keyEnd];
  const raw = from.text.slice(taken, value.end);
  const text = reindent(raw, ' '.repeat(columnOf(from, value)), indent).replaceAll('\n', newline);
  const line = lineStart(ours.text, target.start);
  const lastLine = lineEnd(ours, target.end);
  const behind = raw.includes('\n') ? commentsIn(ours, target.end, lastLine) : [];
  const kept = [...commentsIn(ours, start, target.end).filter(fate.isUsers), ...behind];
  const end = behind.length > 0 ? lastLine : target.end;
  return [
    ...kept.map((comment) => ({ start: line, end: line, text: indent + comment.text + newline })),
    { start, end, text },
  ];
}

/** The lines of a new entry, with the blank lines and the new comments above it. */
function linesOf(entry: SourceEntry, origin: SourceNode, from: Source, fate: CommentFate, indent: string): string[] {
  const column = ' '.repeat(columnOf(from, entry));
  const body = reindent(from.text.slice(entry.start, extentOf(from, entry)), column, indent);
  const lines: string[] = [];
  for (const line of linesAbove(entry, origin, from)) {
    const text = line.trim();
    if (text === '' ? lines.at(-1) !== '' : fate.isNew({ start: 0, end: 0, text })) lines.push(text);
  }
  if (entry === origin.entries[0]) while (lines[0] === '') lines.shift();
  const above = lines.map((line) => (line === '' ? '' : indent + line));
  return [...above, ...`${indent}${body}`.split('\n')];
}

/** The blank lines and comments between an entry and the one before it. */
function linesAbove(entry: SourceEntry, origin: SourceNode, from: Source): string[] {
  const previous = origin.entries[origin.entries.indexOf(entry) - 1];
  const top = previous ? nextLine(from.text, extentOf(from, previous)) : 0;
  const lines = from.text.slice(top, lineStart(from.text, entry.start)).split(/\r?\n/).slice(0, -1);
  const last = lines.findLastIndex((line) => !/^\s*(#|$)/.test(line));
  return previous ? lines : lines.slice(last + 1);
}

/** Where an entry ends, including the comment behind it and the deeper indented comments below it. */
function extentOf(source: Source, entry: SourceEntry): number {
  const column = columnOf(source, entry);
  let end = lineEnd(source, entry.end);
  for (const comment of source.comments) {
    if (comment.start < end) continue;
    const between = source.text.slice(end, comment.start);
    if (between.trim() !== '' || comment.start - lineStart(source.text, comment.start) <= column) break;
    end = comment.end;
  }
  return end;
}

function isBeside(source: Source, entry: SourceEntry): boolean {
  const between = source.text.slice(entry.keyEnd, entry.valueStart);
  return entry.valueStart < entry.end && between !== '' && !between.includes('\n');
}

function columnOf(source: Source, entry: SourceEntry): number {
  return indentOf(source.text, entry.start).length;
}
