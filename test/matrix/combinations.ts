import type { Answers } from '../../src/layers/answers.ts';

type Combination = Pick<Answers, 'start' | 'stage' | 'database' | 'telemetry'>;

const row = (start: Answers['start'], stage: Answers['stage'], database: Answers['database']): Combination[] => [
  { start, stage, database, telemetry: 'otlp' },
  { start, stage, database, telemetry: 'cloudwatch' },
];

/**
 * The valid combinations, written by hand: it must not be computed from the folders, because it is there to disagree
 * with them. The axes with one answer in this version (failover, provider, packaging, purpose) are left out.
 */
export const validCombinations: readonly Combination[] = [
  ...row('legacy', 'observe', 'postgres'),
  ...row('legacy', 'observe', 'dynamodb'),
  ...row('legacy', 'glue', 'postgres'),
  ...row('legacy', 'glue', 'dynamodb'),
  ...row('legacy', 'tasks', 'postgres'),
  ...row('legacy', 'tasks', 'dynamodb'),
  ...row('legacy', 'features', 'postgres'),
  ...row('legacy', 'features', 'dynamodb'),
  ...row('greenfield', 'observe', 'postgres'),
  ...row('greenfield', 'observe', 'dynamodb'),
  ...row('greenfield', 'glue', 'postgres'),
  ...row('greenfield', 'glue', 'dynamodb'),
  ...row('greenfield', 'tasks', 'postgres'),
  ...row('greenfield', 'tasks', 'dynamodb'),
  ...row('greenfield', 'features', 'postgres'),
  ...row('greenfield', 'features', 'dynamodb'),
];

/** `legacy-glue-postgres-otlp` */
export function nameOf({ start, stage, database, telemetry }: Combination): string {
  return [start, stage, database, telemetry].join('-');
}
