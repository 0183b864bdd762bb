/** `note` needs no action, `warn` will cause trouble later, `broken` stops the work. */
type Status = 'ok' | 'note' | 'warn' | 'broken';

/** The result of one check. `mend` is the command or action that repairs it. */
export type Finding = {
  readonly what: string;
  readonly status: Status;
  readonly detail: string;
  readonly mend?: string;
};

const marks: Readonly<Record<Status, string>> = { ok: 'ok    ', note: '-     ', warn: 'warn  ', broken: 'BROKEN' };

/** A finding as lines of text. */
export function linesOf({ what, status, detail, mend }: Finding): string[] {
  const line = `${marks[status]}  ${what.padEnd(20)} ${detail}`;
  return mend === undefined ? [line] : [line, `${' '.repeat(29)}${mend}`];
}
