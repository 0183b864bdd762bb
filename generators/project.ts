import { WorkshopError } from '../src/errors.ts';
import type { Answers } from '../src/layers/answers.ts';
import { axisQuestions } from '../src/questions/axis-questions.ts';
import { allowedName, nameProblem } from '../src/questions/names.ts';
import { targetQuestion } from '../src/questions/target-question.ts';
import { inspectTarget, lastPart } from '../src/repo/target.ts';
import type { Action } from './actions.ts';
import type { Generator } from './generator.ts';

/** The input for a new repo. */
export type ProjectInput = {
  /** The path as the user typed it. Its last part is the name. */
  readonly target: string;
  readonly answers: Omit<Answers, 'name'>;
  readonly git: boolean;
  readonly install: boolean;
};

/**
 * Makes a repo: first the files in one step, then git, the install and the first commit. The install comes before the
 * commit, so that the commit includes the lockfile.
 */
export function projectGenerator(cwd: string): Generator<ProjectInput> {
  return {
    verb: 'project',
    description: 'a new repo, from your answers',
    questions: [targetQuestion((typed) => problemWith(typed, cwd)), ...axisQuestions()],
    actions: ({ target, answers, git, install }): Action[] => [
      { type: 'write-project', target, answers: { name: lastPart(target), ...answers } },
      ...(git ? [{ type: 'init-repository', target } as const] : []),
      ...(install ? [{ type: 'install', target } as const] : []),
      ...(git ? [{ type: 'first-commit', target } as const] : []),
    ],
  };
}

/** Throws `refused` when a repo cannot be made at the typed path. Writes nothing. */
export function checkTarget(typed: string, cwd: string): void {
  const name = lastPart(typed);
  const problem = nameProblem(name);
  if (problem !== undefined) {
    throw new WorkshopError('refused', problem, {
      hint: `A name has 2 to 214 of a-z 0-9 . _ - and a letter first, for example ${allowedName(name)}.`,
    });
  }
  inspectTarget(typed, cwd);
}

function problemWith(typed: string, cwd: string): string | undefined {
  try {
    checkTarget(typed, cwd);
    return undefined;
  } catch (error) {
    if (error instanceof WorkshopError) return error.message;
    throw error;
  }
}
