import type { TextQuestion } from './types.ts';

/** The first question of a new repo. `problem` says what is wrong with a path that was typed. */
export function targetQuestion(problem: (typed: string) => string | undefined): TextQuestion {
  return {
    key: 'target',
    message: 'Where should the repo be? Its last part is the name.',
    placeholder: 'my-shop',
    problem,
  };
}
