import { expect, test, vi } from 'vitest';
import { accept } from '../../src/questions/accept.ts';

vi.mock('../../src/layers/registry.generated.ts', () => import('./two-providers.ts'));

test('answers that go together are taken as they are', () => {
  const given = { database: 'cosmos', provider: 'azure' };
  expect(accept(given)).toEqual(given);
  expect(accept({})).toEqual({});
});

test('a database of another provider is refused: which providers offer it, and what could be changed', () => {
  expect(() => accept({ database: 'dynamodb', provider: 'azure' })).toThrow(
    '--database dynamodb does not go with --provider azure. database dynamodb is offered on provider aws only.',
  );
  expect(() => accept({ database: 'dynamodb', provider: 'azure' })).toThrow(
    expect.objectContaining({
      code: 'refused',
      hint: 'What goes with the other answers: --database postgres or cosmos; or --provider aws.',
    }),
  );
});

test('two reasons at once are both said', () => {
  expect(() => accept({ database: 'dynamodb', telemetry: 'cloudwatch', provider: 'azure' })).toThrow(
    /database dynamodb is offered on provider aws only.*telemetry cloudwatch is offered on provider aws only/,
  );
});

test('two answers that leave nothing of a third are refused before it is asked, and the third is not blamed', () => {
  expect(() => accept({ telemetry: 'cloudwatch', database: 'cosmos' })).toThrow(
    /^database cosmos is offered on provider azure only. telemetry cloudwatch is offered on provider aws only.$/,
  );
});

test('a provider of a later version: the pair is said too', () => {
  expect(() => accept({ database: 'dynamodb', provider: 'google' })).toThrow(
    '--provider google is not in this version. database dynamodb is offered on provider aws only.',
  );
});

test('an unknown id that is near a planned one', () => {
  expect(() => accept({ provider: 'gogle' })).toThrow(
    expect.objectContaining({ hint: 'Did you mean google? (It is planned, not in this version.) It has: aws, azure.' }),
  );
});

test('an ended product is known on any axis', () => {
  expect(() => accept({ database: 'fauna' })).toThrow('Fauna was switched off in 2025');
  expect(() => accept({ purpose: 'iopipe' })).toThrow('IOpipe became part of New Relic in 2019');
});

test('a word of any length makes a short message', () => {
  expect(() => accept({ start: 'x'.repeat(10_000) })).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/^.{1,100}$/) }),
  );
});
