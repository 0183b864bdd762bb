/** `note` needs nothing; `warn` will hurt some day; `broken` stops the work. */
type Status = 'ok' | 'note' | 'warn' | 'broken';

/** What one look came to. `mend` is the command or the deed that helps. */
export type Finding = {
  readonly what: string;
  readonly status: Status;
  readonly detail: string;
  readonly mend?: string;
};

const marks: Readonly<Record<Status, string>> = { ok: 'ok    ', note: '-     ', warn: 'warn  ', broken: 'BROKEN' };

/** A finding as lines for people. */
export function linesOf({ what, status, detail, mend }: Finding): string[] {
  const line = `${marks[status]}  ${what.padEnd(20)} ${detail}`;
  return mend === undefined ? [line] : [line, `${' '.repeat(29)}${mend}`];
}
