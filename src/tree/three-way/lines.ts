import type { Comment, Source } from './source.ts';

/** A replacement of a part of a text. */
export type Edit = { readonly start: number; readonly end: number; readonly text: string };

/** Applies edits that do not overlap. Two edits at one place are applied in the order given. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

/** Where the line of this offset starts. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/**
 * Where the line of this offset ends, before its line ending. Line endings inside a comment of several lines do not
 * count.
 */
export function lineEnd(source: Source, offset: number): number {
  const found = source.text.indexOf('\n', offset);
  if (found === -1) return source.text.length;
  const end = found > offset && source.text[found - 1] === '\r' ? found - 1 : found;
  const across = source.comments.find((comment) => comment.start < end && comment.end > end);
  return across ? lineEnd(source, across.end) : end;
}

/** Where the line after the one that ends here starts. */
export function nextLine(text: string, end: number): number {
  if (text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, text.length);
}

/** The white space at the start of the line of this offset. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? '';
}

/** Whether only white space stands before this offset in its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

/** The line ending that this text uses. */
export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Changes the indentation of all lines but the first. `unit` also changes the size of the steps below it. */
export function reindent(text: string, from: string, to: string, unit?: { from: string; to: string }): string {
  const [first, ...rest] = text.split(/\r?\n/);
  const moved = rest.map((line) => {
    const content = line.trimStart();
    if (content === '') return '';
    const space = line.slice(0, line.length - content.length);
    const below = space.startsWith(from) ? space.slice(from.length) : '';
    const steps = unit ? Math.floor(below.length / unit.from.length) : 0;
    return to + (unit ? unit.to.repeat(steps) + below.slice(steps * unit.from.length) : below) + content;
  });
  return [first, ...moved].join('\n');
}

/** The comments on the lines directly above the line of this offset, from top to bottom. */
export function commentsAbove(source: Source, offset: number): Comment[] {
  const found: Comment[] = [];
  let start = lineStart(source.text, offset);
  while (start > 0) {
    const comment = source.comments.find(
      ({ end }) =>
        end < start && end >= lineStart(source.text, start - 1) && source.text.slice(end, start).trim() === '',
    );
    if (!comment || !startsLine(source.text, comment.start)) break;
    found.unshift(comment);
    start = lineStart(source.text, comment.start);
  }
  return found;
}

/** The comments within these offsets. */
export function commentsIn(source: Source, start: number, end: number): Comment[] {
  return source.comments.filter((comment) => comment.start >= start && comment.end <= end);
}
