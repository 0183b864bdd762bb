import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { nameOf, validCombinations } from './combinations.ts';
import { compose } from './compose.ts';
import { pass } from './pass.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = join(root, '.scratch');
const biome = join(root, 'node_modules/.bin/biome');

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
