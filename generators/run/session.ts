import type { WorkshopError } from '../../src/errors.ts';
import type { Surroundings } from '../actions.ts';

/** The surroundings of one run of the binary. */
export type Session = Surroundings & {
  readonly env: NodeJS.ProcessEnv;
  /** Whether a person can answer questions: input and output are the same terminal, and no JSON was requested. */
  canAsk(): Promise<boolean>;
  /** Shows a warning. The run goes on. */
  warn(line: string): void;
};

/** The result of a run: as lines for people and as one object for programs. */
export type Ran = {
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
  /** Set when a step failed after other steps were done. */
  readonly failure?: WorkshopError;
  /** Set when everything was done and the exit code is still not 0. */
  readonly code?: 'conflicts' | 'updateAvailable';
  /** Set when another version of the tool ran in this terminal: its exit code. */
  readonly exitCode?: number;
};
