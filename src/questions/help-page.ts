/** A flag, or another word, and what it means. */
export type Row = readonly [name: string, meaning: string];

/** A part of a page of help: lines as they are, or rows in two columns. A part without a title stands at the left edge. */
export type Part = {
  readonly title?: string;
  readonly lines?: readonly string[];
  readonly rows?: readonly Row[];
};

/** Sets a page of help: its first line, then its parts. */
export function helpPage(first: string, parts: readonly Part[]): string {
  return [
    first,
    ...parts.flatMap(({ title, lines = [], rows = [] }, at) => [
      ...(title === undefined ? (at === 0 ? [] : ['']) : ['', title]),
      ...lines.map((line) => (title === undefined ? line : `  ${line}`)),
      ...rows.map(([name, meaning]) => `  ${name.padEnd(21)} ${meaning}`),
    ]),
    '',
  ].join('\n');
}
