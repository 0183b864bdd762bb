import type { Answers } from '../../src/layers/answers.ts';
import { type Axis, axes } from '../../src/layers/axes.ts';

/** What the user of a repo has answered, without its name. */
export type Combination = Omit<Answers, 'name'>;

/** The answers of this version, written by hand: they must not be read from the folders, because they are there to disagree with them. */
const answers: { readonly [A in Axis]: readonly Answers[A][] } = {
  start: ['legacy', 'greenfield'],
  stage: ['observe', 'glue', 'tasks', 'features'],
  database: ['postgres', 'dynamodb'],
  failover: ['none'],
  provider: ['aws'],
  telemetry: ['otlp', 'cloudwatch'],
  packaging: ['zip'],
  purpose: ['project'],
};

/** What goes with one answer only, written by hand: on the left what needs it. The serverless databases belong to the provider who sells them. */
const needs: Readonly<Record<string, string>> = {
  'database=dynamodb': 'provider=aws',
  'telemetry=cloudwatch': 'provider=aws',
};

/** Every valid combination: the product of the answers that the constraints leave. */
export const validCombinations: readonly Combination[] = axes
  .reduce<object[]>(
    (sofar, axis) => sofar.flatMap((some) => answers[axis].map((id) => ({ ...some, [axis]: id }))),
    [{}],
  )
  .map((one) => one as Combination)
  .filter((one) =>
    answersOf(one).every((answer) => needs[answer] === undefined || answersOf(one).includes(needs[answer])),
  );

/** `start=legacy`, one for each axis. */
export function answersOf(combination: Combination): string[] {
  return axes.map((axis) => `${axis}=${combination[axis]}`);
}

/** `legacy-glue-postgres-otlp`: the axes that have more than one answer. */
export function nameOf(combination: Combination): string {
  return axes
    .filter((axis) => answers[axis].length > 1)
    .map((axis) => combination[axis])
    .join('-');
}
