import type { WorkshopError } from '../../src/errors.ts';
import type { Surroundings } from '../actions.ts';

/** What one run of the binary works in. */
export type Session = Surroundings & {
  readonly env: NodeJS.ProcessEnv;
  /** Answers true when somebody sits there: both ends of the terminal are one, and no JSON was asked for. */
  canAsk(): Promise<boolean>;
  /** Tells what somebody should know; refuses nothing. */
  warn(line: string): void;
};

/** What a run came to: the same as lines for people and as one object for programs. */
export type Ran = {
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
  /** Set when a step failed after others were done. */
  readonly failure?: WorkshopError;
  /** Set when everything was done and the exit code still says something. */
  readonly code?: 'conflicts' | 'updateAvailable';
  /** Set when another version answered, here in this terminal: its exit code. */
  readonly exitCode?: number;
};
