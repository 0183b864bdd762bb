import { expect, test } from 'vitest';
import { swallowedByNpm } from '../../src/questions/swallowed.ts';

test('what npm took for itself is found in its environment', () => {
  expect(
    swallowedByNpm({ npm_config_start: 'greenfield', npm_config_dry_run: 'true', npm_config_yes: 'true' }),
  ).toEqual(['start', 'dry-run']);
  expect(swallowedByNpm({ npm_config_registry: 'x', npm_config_local_prefix: 'y' })).toEqual([]);
});
