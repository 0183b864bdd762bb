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
import type { Comment, Path, Source, SourceEntry, SourceNode } from './source.ts';
import { entryAt, nodeAt } from './source.ts';

/** How a format writes values in brackets. */
export type FlowStyle = {
  /**
   * An entry of `from`, from its `start`, on one line, in the style of `ours`; `undefined` when it cannot be written
   * so.
   */
  inline(from: Source, entry: SourceEntry, ours: Source): string | undefined;
  /** What stands between two entries on one line of this text. */
  comma(ours: Source): string;
  /** One step of indentation. Set by a format where two texts of one meaning may be indented differently. */
  unit?(source: Source): string;
};

/** Inserts the entry at `path` of `from` into the user's collection in brackets. */
export function insertInFlow(
  style: FlowStyle,
  path: Path,
  ours: Source,
  from: Source,
  fate: CommentFate,
): readonly Edit[] | undefined {
  const container = nodeAt(ours.root, path.slice(0, -1));
  const origin = nodeAt(from.root, path.slice(0, -1));
  const found = entryAt(from.root, path);
  if (!container || !origin || !found) return undefined;
  const entry = origin.kind === 'list' ? { ...found, start: found.valueStart, keyEnd: found.valueStart } : found;
  const keys = (node: SourceNode) => node.entries.map(({ key }) => key);
  const place = placeOf(entry.key, keys(container), keys(origin));
  const [previous, next] = [container.entries[place - 1], container.entries[place]];
  const neighbour = previous ?? next;
  if (!neighbour) return insertInEmpty(style, container, entry, ours, from, fate);
  if (!hasOwnLines(ours, neighbour)) {
    const body = style.inline(from, entry, ours);
    if (body === undefined) return undefined;
    const comma = commaOf(ours, container) ?? style.comma(ours);
    const at = previous ? previous.end : neighbour.start;
    return [{ start: at, end: at, text: previous ? comma + body : body + comma }];
  }
  const indent = indentOf(ours.text, neighbour.start);
  const newline = newlineOf(ours.text);
  const comma = previous ? previous.comma !== undefined : true;
  const lines = linesOf(style, entry, ours, from, fate, indent, comma ? ',' : '');
  if (previous) {
    const at = lineEnd(ours, previous.comma ?? previous.end);
    const text = newline + lines.join(newline);
    if (comma) return [{ start: at, end: at, text }];
    // No comment stands in between, so the comma and the entry are one insertion, and further new entries can follow at
    // this place.
    if (at === previous.end && commentsBehind(from, entry).length === 0)
      return [{ start: at, end: at, text: `,${text}` }];
    // The edit replaces the last character too. Then another step that adds a comma here overlaps with this one.
    const last = ours.text[previous.end - 1];
    return [
      { start: previous.end - 1, end: previous.end, text: `${last},` },
      { start: at, end: at, text },
    ];
  }
  const at = lineStart(ours.text, commentsAbove(ours, neighbour.start)[0]?.start ?? neighbour.start);
  return [{ start: at, end: at, text: lines.join(newline) + newline }];
}

/** Removes the entry at `path` from the user's collection in brackets. */
export function removeFromFlow(path: Path, ours: Source, fate: CommentFate): readonly Edit[] | undefined {
  const container = nodeAt(ours.root, path.slice(0, -1));
  const entry = entryAt(ours.root, path);
  if (!container || !entry) return undefined;
  const index = container.entries.indexOf(entry);
  const [previous, next] = [container.entries[index - 1], container.entries[index + 1]];
  const { text } = ours;
  if (!hasOwnLines(ours, entry)) {
    const after = entry.comma === undefined ? entry.end : entry.comma + 1;
    if (next) {
      const kept = keptIn(ours, entry.start, next.start, fate).trimStart();
      return [{ start: entry.start, end: next.start, text: kept && `${kept} ` }];
    }
    if (!previous) return [emptied(ours, container, entry.start, after)];
    const start = entry.comma === undefined || previous.comma === undefined ? previous.end : previous.comma + 1;
    return [{ start, end: after, text: keptIn(ours, start, after, fate) }];
  }
  const above = commentsAbove(ours, entry.start);
  const gone = above.filter((comment, at) => above.slice(at).every(fate.isGone) && comment.start > container.start);
  const start = lineStart(text, gone[0]?.start ?? entry.start);
  const end = nextLine(text, lineEnd(ours, entry.comma ?? entry.end));
  const kept = commentsIn(ours, entry.start, end).filter(fate.isUsers);
  if (!previous && !next && kept.length === 0 && commentsIn(ours, container.start, container.end).length === 0) {
    return [emptied(ours, container, start, end)];
  }
  const indent = indentOf(text, entry.start);
  const lines = kept.map((comment) => indent + comment.text + newlineOf(text)).join('');
  const edits: Edit[] = [{ start, end, text: lines }];
  if (!next && entry.comma === undefined && previous?.comma !== undefined) {
    edits.unshift({ start: previous.comma, end: previous.comma + 1, text: '' });
  }
  return edits;
}

function insertInEmpty(
  style: FlowStyle,
  container: SourceNode,
  entry: SourceEntry,
  ours: Source,
  from: Source,
  fate: CommentFate,
): readonly Edit[] | undefined {
  const [start, end] = [container.start + 1, container.end - 1];
  const comments = commentsIn(ours, start, end);
  const newline = newlineOf(ours.text);
  // The edit replaces the brackets too. Then another step that also sees an empty collection overlaps with this one.
  const filled = (head: number, inside: string): Edit[] => [
    {
      start: container.start,
      end: container.end,
      text: ours.text.slice(container.start, head) + inside + ours.text.slice(end, container.end),
    },
  ];
  if (comments.length === 0 && (!ours.text.includes('\n') || !hasOwnLines(from, entry))) {
    const body = style.inline(from, entry, ours);
    const space = container.kind === 'map' && entry.keyEnd < entry.valueStart && ours.text.includes('\n') ? ' ' : '';
    return body === undefined ? undefined : filled(start, space + body + space);
  }
  const outer = indentOf(ours.text, container.start);
  const unit = style.unit?.(ours) ?? '  ';
  const lines = newline + linesOf(style, entry, ours, from, fate, outer + unit, '').join(newline);
  if (comments.length === 0) return filled(start, `${lines}${newline}${outer}`);
  const at = comments.at(-1)?.end ?? start;
  const rest = ours.text.slice(at, end);
  return filled(at, lines + (rest.includes('\n') ? rest : newline + outer));
}

/** The lines of a new entry, with the comments that belong to it. */
function linesOf(
  style: FlowStyle,
  entry: SourceEntry,
  ours: Source,
  from: Source,
  fate: CommentFate,
  indent: string,
  comma: string,
): string[] {
  const own = hasOwnLines(from, entry);
  const above = own ? commentsAbove(from, entry.start).filter(fate.isNew) : [];
  const behind = commentsBehind(from, entry).map(({ text }) => ` ${text}`);
  const unit = style.unit && { from: style.unit(from), to: style.unit(ours) };
  const body = reindent(from.text.slice(entry.start, entry.end), indentOf(from.text, entry.start), indent, unit);
  const lines = [...above.map(({ text }) => text), body + comma + behind.join('')];
  return lines.flatMap((line) => `${indent}${line}`.split('\n'));
}

function commentsBehind(source: Source, entry: SourceEntry): Comment[] {
  return hasOwnLines(source, entry) ? commentsIn(source, entry.end, lineEnd(source, entry.end)) : [];
}

/** Whether nothing else stands on the lines of an entry but its comma and comments. */
function hasOwnLines(source: Source, entry: SourceEntry): boolean {
  if (!/^[ \t]*(-[ \t]*)?$/.test(source.text.slice(lineStart(source.text, entry.start), entry.start))) return false;
  const last = lineEnd(source, entry.end);
  const rest = commentsIn(source, entry.end, last).reduceRight(
    (line, { start, end }) => line.slice(0, start - entry.end) + line.slice(end - entry.end),
    source.text.slice(entry.end, last),
  );
  return rest.trim() === (entry.comma === undefined ? '' : ',');
}

/** The user's comments between these offsets. A comment that reaches to the end of its line gets a line ending. */
function keptIn(source: Source, start: number, end: number, fate: CommentFate): string {
  const kept = commentsIn(source, start, end).filter(fate.isUsers);
  return kept.map(({ text }) => ` ${text}${text.startsWith('/*') ? '' : newlineOf(source.text)}`).join('');
}

/** The separator between two entries on one line, as this collection writes it. */
function commaOf(source: Source, container: SourceNode): string | undefined {
  const [first, second] = container.entries;
  if (first?.comma !== undefined && second) {
    const found = source.text.slice(first.end, second.start);
    if (/^,[ \t]*$/.test(found)) return found;
  }
  return undefined;
}

/** A collection whose last entry was removed is written `{}`, unless a comment remains in it. */
function emptied(source: Source, container: SourceNode, start: number, end: number): Edit {
  if (commentsIn(source, container.start, container.end).length > 0) return { start, end, text: '' };
  return { start: container.start + 1, end: container.end - 1, text: '' };
}
