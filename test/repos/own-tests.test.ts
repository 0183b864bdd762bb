import { test } from 'vitest';
import { type Kind, runOwnTests } from '../matrix/own-tests.ts';

/**
 * The kinds of repo that the matrix leaves out. With it, the newcomer's repo and those with a changed answer, they hold every cell: what depends on
 * start, database and stage together.
 */
const kinds: readonly Kind[] = [
  { name: 'greenfield-observe-dynamodb-otlp', folders: ['services', 'packages/tracing'] },
  { name: 'greenfield-glue-dynamodb-otlp', folders: ['packages/glue'] },
  { name: 'legacy-tasks-postgres-otlp', folders: ['packages'] },
  { name: 'legacy-tasks-dynamodb-cloudwatch', folders: ['services', 'packages/tasks', 'packages/jobs'] },
  { name: 'greenfield-tasks-postgres-cloudwatch', folders: ['services', 'packages/tasks', 'packages/jobs'] },
  { name: 'greenfield-tasks-dynamodb-otlp', folders: ['services', 'packages/tasks', 'packages/jobs'] },
  { name: 'legacy-features-postgres-cloudwatch', folders: ['services', 'packages/features'] },
  { name: 'greenfield-features-dynamodb-cloudwatch', folders: ['services', 'packages/features'] },
];

test.each(kinds)('the own tests of $name pass', runOwnTests);
