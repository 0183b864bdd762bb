import { expect, test } from 'vitest';
import { swallowedByNpm } from '../../src/questions/swallowed.ts';

test('what npm took for itself is found in its environment', () => {
  expect(
    swallowedByNpm({ npm_config_start: 'greenfield', npm_config_dry_run: 'true', npm_config_yes: 'true' }),
  ).toEqual(['start', 'dry-run']);
  expect(swallowedByNpm({ npm_config_registry: 'x', npm_config_local_prefix: 'y' })).toEqual([]);
});

test('npm writes off as nothing, and its own git as a word', () => {
  expect(swallowedByNpm({ npm_config_install: '', npm_config_git: 'false' })).toEqual(['no-install', 'no-git']);
  expect(swallowedByNpm({ npm_config_renames: '' }, 'update')).toEqual(['no-renames']);
  // Settings of a user, not flags of this call.
  expect(swallowedByNpm({ npm_config_install: 'true', npm_config_git: '/usr/bin/git' })).toEqual([]);
});
