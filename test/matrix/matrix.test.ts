import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { nameOf, validCombinations } from './combinations.ts';
import { compose, installShared } from './compose.ts';
import { pass } from './pass.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = join(root, '.scratch');
const biome = join(root, 'node_modules/.bin/biome');

beforeAll(async () => {
  if (!existsSync(join(scratch, 'node_modules'))) await installShared(scratch);
});

describe.each(validCombinations.map((combination) => ({ name: nameOf(combination), combination })))(
  '$name',
  ({ name, combination }) => {
    const repo = join(scratch, `matrix-${name}`);

    beforeAll(async () => {
      await compose(repo, combination);
    });

    test('is formatted and linted', () => pass(biome, ['check', '--error-on-warnings', '.'], repo));

    test('has correct types', () => pass(join(scratch, 'node_modules/.bin/tsc'), ['--noEmit'], repo));

    test('has a README that names its choices', () => {
      for (const axis of ['start', 'database', 'failover', 'provider', 'telemetry', 'packaging', 'purpose']) {
        expect(existsSync(join(repo, 'docs/choices', `${axis}.md`)), axis).toBe(true);
      }
    });
  },
);

/** Together with the newcomer's repo (legacy, glue, postgres, otlp) they hold every layer and every cell. */
const tested = [
  // The packages are those of a repo tested below; what differs at this stage is the services and their seam.
  { name: 'legacy-observe-postgres-otlp', args: ['services', 'packages/observe'] },
  { name: 'greenfield-observe-dynamodb-otlp', args: ['services', 'packages/observe'] },
  // All tests of a stage run again at the later ones, in one kind of repo or another; here runs what that stage replaces.
  { name: 'legacy-glue-dynamodb-cloudwatch', args: ['services', 'packages/glue'] },
  { name: 'greenfield-glue-postgres-cloudwatch', args: ['services'] },
  { name: 'greenfield-glue-dynamodb-otlp', args: ['services', 'packages/glue'] },
  { name: 'legacy-tasks-postgres-otlp', args: [] },
  { name: 'legacy-features-dynamodb-otlp', args: [] },
  { name: 'greenfield-features-postgres-otlp', args: [] },
  { name: 'legacy-features-postgres-cloudwatch', args: ['services', 'packages/features'] },
  { name: 'greenfield-features-dynamodb-cloudwatch', args: ['services', 'packages/features'] },
  { name: 'legacy-tasks-dynamodb-cloudwatch', args: ['services', 'packages/tasks', 'packages/jobs'] },
  { name: 'greenfield-tasks-postgres-cloudwatch', args: ['services', 'packages/tasks', 'packages/jobs'] },
  { name: 'greenfield-tasks-dynamodb-otlp', args: ['services', 'packages/tasks', 'packages/jobs'] },
];

test.each(tested)('the own tests of $name pass', ({ name, args }) =>
  pass('npm', ['test', '--silent', '--', ...args], join(scratch, `matrix-${name}`)),
);

test('what is tested is valid', () => {
  const valid = validCombinations.map(nameOf);
  expect(tested.map(({ name }) => name).filter((name) => !valid.includes(name))).toEqual([]);
});
