import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { settingsOf } from '../../../src/repo/doctor/settings.ts';
import { shellFindings, withoutIgnored } from '../../../src/repo/doctor/shell.ts';
import { scratchFolder } from '../../e2e/tool.ts';
import { madeRepo, write } from './made.ts';

const list = readFileSync(fileURLToPath(new URL('../../../local/shell-settings.json', import.meta.url)), 'utf8');
const repoWith = (files: Record<string, string> = {}) =>
  madeRepo({
    'node_modules/serverless-workshop/package.json': {},
    'node_modules/serverless-workshop/shell-settings.json': list,
    ...files,
  });
const details = (root: string, env: NodeJS.ProcessEnv, home = scratchFolder()) =>
  shellFindings(root, env, home).map(({ detail }) => detail.split(':')[0]);

test('what the shell is set up with is named, and nothing is broken by it', () => {
  const env = { PGSSLMODE: 'require', PGOPTIONS: '-c x=y', AWS_PROFILE: 'production', DATABASE_URL: 'postgres://x' };
  expect(details(repoWith(), { ...env, PATH: '/bin', PORT: '3001' })).toEqual([
    'dev, tests and gates ignore AWS_PROFILE',
    'dev, tests and gates ignore PGOPTIONS, PGSSLMODE',
    'dev, tests and gates ignore DATABASE_URL',
  ]);
  expect(shellFindings(repoWith(), env, scratchFolder()).map(({ status }) => status)).toEqual(['note', 'note', 'note']);
});

test('the files of the AWS SDK are named, in the home folder and where a setting puts them', () => {
  const home = scratchFolder();
  write(home, { '.aws/config': '[default]\n', 'other/credentials': '[default]\n' });
  expect(details(repoWith(), {}, home)).toEqual(['dev, tests and gates ignore ~/.aws/config']);
  const elsewhere = { AWS_SHARED_CREDENTIALS_FILE: join(home, 'other/credentials') };
  expect(details(repoWith(), elsewhere, home).at(-1)).toBe(
    `dev, tests and gates ignore ${elsewhere.AWS_SHARED_CREDENTIALS_FILE}`,
  );
  expect(details(repoWith({ '.env': 'AWS_PROFILE=mine\n' }), { AWS_PROFILE: 'theirs' }, home)).toEqual([]);
});

test('an address from the shell is no server of the local run, one from .env is', () => {
  const root = repoWith({ '.env': 'KINESIS_ENDPOINT=http://127.0.0.1:4567\n' });
  const settings = settingsOf(root, withoutIgnored(root, { DATABASE_URL: 'postgres://x', PORT: '3001' }));
  expect(settings('DATABASE_URL')).toBeUndefined();
  expect(settings('KINESIS_ENDPOINT')).toMatchObject({ place: '.env' });
  expect(settings('PORT')).toMatchObject({ place: 'the environment' });
});

test('a library without the list ignores nothing', () => {
  const root = madeRepo();
  expect(details(root, { AWS_PROFILE: 'x' })).toEqual([]);
  expect(withoutIgnored(root, { AWS_PROFILE: 'x' })).toEqual({ AWS_PROFILE: 'x' });
});
