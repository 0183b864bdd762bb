import type { RelPath } from '../../../tree/tree.ts';

/** What ends a line. */
export const newline = 0x0a;

/** A finger on one line of a base: it is looked at in place. Empty lines are passed over. */
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

  /** Where the line begins in the base. */
  get start(): number {
    return this.#start;
  }

  /** True when the line begins with this text; always false for a text that is not ASCII, whose bytes are not its units. */
  startsWith(text: string): boolean {
    return this.#base.toString('utf8', this.#start, this.#start + text.length) === text;
  }

  /** The bytes of the line, without its end. */
  get line(): Buffer {
    return this.#base.subarray(this.#start, this.#end);
  }

  /** True when both fingers are on the same bytes. */
  isSameLineAs(other: BaseLine): boolean {
    return this.#base.compare(other.#base, other.#start, other.#end, this.#start, this.#end) === 0;
  }

  /** Goes to the next line. */
  move(): void {
    do {
      this.#start = this.#end + 1;
      const found = this.#base.indexOf(newline, this.#start);
      this.#end = found < 0 ? this.#base.length : found;
    } while (this.#start === this.#end && !this.isAtEnd);
  }

  /** Goes to the next line and answers this one. */
  take(): Buffer {
    const { line } = this;
    this.move();
    return line;
  }
}

/** The start of a line, up to its path. */
const start = Buffer.from('{"path":"');
const quote = 0x22;
const backslash = 0x5c;

/** The path of a line: its first value. */
export function pathOf(line: Buffer): RelPath {
  if (!line.subarray(0, start.length).equals(start))
    return (JSON.parse(line.toString('utf8')) as { path: RelPath }).path;
  let end = start.length;
  while (end < line.length && line[end] !== quote) end += line[end] === backslash ? 2 : 1;
  return JSON.parse(line.toString('utf8', start.length - 1, end + 1)) as RelPath;
}
