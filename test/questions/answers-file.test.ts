import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WorkshopError } from '../../src/errors.ts';
import { readAnswersFile } from '../../src/questions/answers-file.ts';
import { scratchFolder } from '../e2e/tool.ts';
import { fc } from '../laws.ts';

test('some answers and a name', () => {
  const cwd = scratchFolder();
  const file = join(cwd, 'answers.json');
  writeFileSync(file, '\uFEFF{ "name": "my-shop", "start": "greenfield" }');
  expect(readAnswersFile('answers.json', cwd)).toEqual({ name: 'my-shop', answers: { start: 'greenfield' } });
  writeFileSync(file, '{}');
  expect(readAnswersFile(file, '/elsewhere')).toEqual({ answers: {} });
});

test('what is no regular file is not read, and named as it was typed', () => {
  expect(() => readAnswersFile('null', '/dev')).toThrow('The answers file null is no regular file.');
});

test('any JSON is read or refused, and never fails another way', () => {
  const file = join(scratchFolder(), 'answers.json');
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      writeFileSync(file, text);
      try {
        for (const answer of Object.values(readAnswersFile(file, '/').answers)) expect(typeof answer).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(WorkshopError);
        expect((error as WorkshopError).code).toBe('refused');
        expect((error as WorkshopError).message).toContain(file);
      }
    }),
    { numRuns: 300 },
  );
});
