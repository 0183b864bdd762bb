import type { Pattern } from '../src/layers/patterns.ts';
import type { ChoiceQuestion, Question, TextQuestion } from '../src/questions/types.ts';
import type { AddJob } from '../src/repo/add/job.ts';
import { newNameProblem } from '../src/repo/add/names.ts';
import type { Action } from './actions.ts';
import type { Generator } from './generator.ts';

/** What was answered for a new event or a new function. */
export type AddInput = Pick<AddJob, 'name'> & Partial<Pick<AddJob, 'event' | 'body' | 'owner' | 'path' | 'dryRun'>>;

/** The event that a repo has from its first day. */
const firstEvent = 'shop.order.placed.v1';

/** What is offered, with one line on each. */
export const patterns: Readonly<Record<Pattern, string>> = {
  event: 'a new event: its schema and a sample',
  glue: 'a function on the stream: code, test, deploy files, alarms, runbook',
  task: 'a job of several steps in the background lane, with all that a function has',
  'map-reduce': 'a job in parts: each is mapped, and when all are there they are reduced, once',
  extension: 'a place for the code of tenants: a sandbox with limits of time and memory',
  feature: 'a function behind a route that users see, beside the shop: shadow, compare, flip, take back',
  split: 'a module of the greenfield shop in a service of its own, behind its route',
};

/** The names that are shown where one is asked for. */
export const nameExamples: Readonly<Record<Pattern, string>> = {
  event: 'shop.order.shipped.v1',
  glue: 'stock-warning',
  task: 'loyalty-points',
  'map-reduce': 'daily-revenue',
  extension: 'order-rules',
  feature: 'order-summary',
  split: 'search',
};

/** What the sample body of a function does. */
const samples: Readonly<Record<Exclude<Pattern, 'event' | 'split'>, string>> = {
  glue: 'Keeps when each subject was last heard of.',
  task: 'Counts the letters of its subject in two steps.',
  'map-reduce': 'The revenue of each product over a day.',
  extension: 'Gives tenants the data of the event.',
  feature: 'How many pieces an order has and what it came to.',
};

function bodyQuestion(pattern: Exclude<Pattern, 'event' | 'split'>): ChoiceQuestion {
  return {
    key: 'body',
    message: 'What shall its body be?',
    fallback: 'sample',
    because: 'A green test is easier to change than an empty page.',
    options: () => [
      { value: 'sample', label: 'sample: it works, and its test is green', hint: samples[pattern] },
      { value: 'empty', label: 'empty: a test that is red until you have written it' },
    ],
  };
}

const nameMessages: Readonly<Partial<Record<Pattern, string>>> = {
  event: 'Which event? Who, what, which version.',
  split: 'Which module of the shop?',
};

/** The questions of a pattern. */
export function addQuestions(pattern: Pattern): readonly Question[] {
  const name: TextQuestion = {
    key: 'name',
    message: nameMessages[pattern] ?? 'What is the function called?',
    placeholder: nameExamples[pattern],
    problem: (typed) => newNameProblem(pattern, typed),
  };
  return pattern === 'event' || pattern === 'split' ? [name] : [name, bodyQuestion(pattern)];
}

/** Adds one pattern to a repo; what it makes belongs to the user. */
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
