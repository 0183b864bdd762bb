import type { Question } from '../src/questions/types.ts';
import type { Action } from './actions.ts';

/** A verb as data: its questions, and the actions for the answers. plop lists it; the binary runs it directly. */
export type Generator<Input> = {
  readonly verb: string;
  readonly description: string;
  readonly questions: readonly Question[];
  actions(input: Input): readonly Action[];
};
