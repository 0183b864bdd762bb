/** The exit codes of the process. The numbers are public, because scripts rely on them. */
export const exitCodes = {
  done: 0,
  failed: 1,
  conflicts: 2,
  refused: 3,
  updateAvailable: 10,
  cancelled: 130,
} as const;

/** The name of an exit code: `refused` means that nothing was changed. */
export type ErrorCode = Exclude<keyof typeof exitCodes, 'done'>;

/** The only error that users see: what is wrong and where (`message`), and the next command (`hint`). */
export class WorkshopError extends Error {
  override readonly name = 'WorkshopError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
