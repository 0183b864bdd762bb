/** What one call came to: lines for people, an object for programs, and the exit code where it is not 0. */
export type Told = {
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
  readonly code?: 'conflicts' | 'updateAvailable';
};
