/** The result of a call: lines for people, an object for programs, and the exit code when it is not 0. */
export type Told = {
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
  readonly code?: 'conflicts' | 'updateAvailable';
};
