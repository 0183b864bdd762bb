import { type Body, bodiesOf, nameExamples, patterns } from '../src/layers/pattern-words.ts';
import type { Pattern } from '../src/layers/patterns.ts';
import type { ChoiceQuestion, Option, Question, TextQuestion } from '../src/questions/types.ts';
import type { AddJob } from '../src/repo/add/job.ts';
import { newNameProblem } from '../src/repo/add/names.ts';
import type { Action } from './actions.ts';
import type { Generator } from './generator.ts';

/** The answers for a new event or a new function. */
export type AddInput = Pick<AddJob, 'name'> & Partial<Pick<AddJob, 'event' | 'body' | 'owner' | 'path' | 'dryRun'>>;

/** The event that every repo has from the start. */
const firstEvent = 'shop.order.placed.v1';

/** What the sample body of each pattern does. */
const samples: Readonly<Record<Pattern, string>> = {
  event: 'An order that has an id and a version.',
  glue: 'Keeps when each subject was last heard of.',
  task: 'Counts the letters of its subject in two steps.',
  'map-reduce': 'The revenue of each product over a day.',
  extension: 'Gives tenants the data of the event.',
  feature: 'How many pieces an order has and what it came to.',
  split: 'The module as it stands.',
};

function bodyQuestion(pattern: Pattern): ChoiceQuestion {
  const options: Readonly<Record<Body, Option>> = {
    sample: { value: 'sample', label: 'sample: it works, and its test is green', hint: samples[pattern] },
    empty: { value: 'empty', label: 'empty: a test that is red until you have written it' },
  };
  return {
    key: 'body',
    message: 'Which body should it start with?',
    fallback: 'sample',
    because: 'A green test is easier to change than an empty page.',
    options: () => bodiesOf(pattern).map((body) => options[body]),
  };
}

const nameMessages: Readonly<Partial<Record<Pattern, string>>> = {
  event: 'Which event? Who, what, which version.',
  split: 'Which module of the shop?',
};

/** The questions of a pattern. A question with one possible answer is not asked. */
export function addQuestions(pattern: Pattern): readonly Question[] {
  const name: TextQuestion = {
    key: 'name',
    message: nameMessages[pattern] ?? 'What is the function called?',
    placeholder: nameExamples[pattern],
    problem: (typed) => newNameProblem(pattern, typed),
  };
  return bodiesOf(pattern).length > 1 ? [name, bodyQuestion(pattern)] : [name];
}

/** Adds one pattern to a repo. The new files belong to the user. */
export function addGenerator(pattern: Pattern): Generator<AddInput> {
  return {
    verb: 'add',
    description: patterns[pattern],
    questions: addQuestions(pattern),
    actions: ({ name, event = firstEvent, body = 'sample', owner = 'shop team', path, dryRun = false }): Action[] => [
      { type: 'add', job: { pattern, name, event, body, owner, dryRun, ...(path !== undefined && { path }) } },
      ...((pattern === 'event' || pattern === 'map-reduce') && !dryRun ? [{ type: 'compile-contracts' } as const] : []),
    ],
  };
}
