import type { RelPath } from '../../../tree/tree.ts';

/** The byte at the end of a line. */
export const newline = 0x0a;

/** A position on one line of a base. The line is compared in place and not copied. Empty lines are skipped. */
export class BaseLine {
  readonly #base: Buffer;
  #start = 0;
  #end = -1;

  constructor(base: Buffer) {
    this.#base = base;
    this.move();
  }

  /** True when no line is left. */
  get isAtEnd(): boolean {
    return this.#start >= this.#base.length;
  }

  /** The offset of the line in the base. */
  get start(): number {
    return this.#start;
  }

  /**
   * Whether the line starts with this text. Always false for a text that is not ASCII, because its length differs from
   * its number of bytes.
   */
  startsWith(text: string): boolean {
    return this.#base.toString('utf8', this.#start, this.#start + text.length) === text;
  }

  /** The bytes of the line, without its line ending. */
  get line(): Buffer {
    return this.#base.subarray(this.#start, this.#end);
  }

  /** Whether the lines at both positions have the same bytes. */
  isSameLineAs(other: BaseLine): boolean {
    return this.#base.compare(other.#base, other.#start, other.#end, this.#start, this.#end) === 0;
  }

  /** Moves to the next line. */
  move(): void {
    do {
      this.#start = this.#end + 1;
      const found = this.#base.indexOf(newline, this.#start);
      this.#end = found < 0 ? this.#base.length : found;
    } while (this.#start === this.#end && !this.isAtEnd);
  }

  /** Moves to the next line and answers the one before. */
  take(): Buffer {
    const { line } = this;
    this.move();
    return line;
  }
}

/** The beginning of every line, before its path. */
const start = Buffer.from('{"path":"');
const quote = 0x22;
const backslash = 0x5c;

/** The path of a line, which is its first value. */
export function pathOf(line: Buffer): RelPath {
  if (!line.subarray(0, start.length).equals(start))
    return (JSON.parse(line.toString('utf8')) as { path: RelPath }).path;
  let end = start.length;
  while (end < line.length && line[end] !== quote) end += line[end] === backslash ? 2 : 1;
  return JSON.parse(line.toString('utf8', start.length - 1, end + 1)) as RelPath;
}
