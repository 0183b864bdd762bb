import { test } from 'vitest';
import { type Kind, runOwnTests } from './own-tests.ts';

/** The packages whose tests meet the start, the database or the telemetry; the others are the same in every repo. */
const dependent = [
  'database',
  'features',
  'glue',
  'jobs',
  'observe',
  'ops',
  'outbox',
  'postgres',
  'sql',
  'tasks',
  'telemetry',
];

/** The fewest repos that hold every layer. The other kinds, for what cells put into them, are in `test/repos`. */
const kinds: readonly Kind[] = [
  { name: 'legacy-features-dynamodb-otlp', folders: [] },
  {
    name: 'greenfield-features-postgres-cloudwatch',
    folders: ['services', 'deploy', ...dependent.map((name) => `packages/${name}`)],
  },
  // What a later stage replaces: all else of a stage runs again in the repos above.
  { name: 'legacy-observe-postgres-otlp', folders: ['services', 'packages/tracing'] },
  { name: 'greenfield-glue-dynamodb-otlp', folders: ['services'] },
  { name: 'legacy-tasks-postgres-otlp', folders: ['services'] },
];

test.each(kinds)('the own tests of $name pass', runOwnTests);
