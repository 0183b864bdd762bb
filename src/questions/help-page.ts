/** A flag or another word, and its meaning. */
export type Row = readonly [name: string, meaning: string];

/** A part of a help page: plain lines, or rows in two columns. A part without a title is not indented. */
export type Part = {
  readonly title?: string;
  readonly lines?: readonly string[];
  readonly rows?: readonly Row[];
};

/** Formats a help page: its first line, then its parts. */
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
