import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordFindings } from '../../../src/repo/doctor/records.ts';
import { madeRepo } from './made.ts';

const own = { root: '/', name: 'create-serverless-workshop', version: '1.2.3' };

test('untouched, it is well', () => {
  expect(recordFindings(madeRepo(), own).map(({ status }) => status)).toEqual(['ok', 'ok']);
});

test('another version of the tool is told', () => {
  expect(recordFindings(madeRepo({}, '1.0.0'), own)).toContainEqual(
    expect.objectContaining({ what: 'tool', status: 'warn', detail: expect.stringContaining('1.0.0') }),
  );
});

test('a base that was edited, or replaced by another whole one, is broken', () => {
  const edited = madeRepo();
  const base = join(edited, '.workshop/base.jsonl');
  writeFileSync(base, readFileSync(base, 'utf8').replace('"text":"text"', '"text":"tex"'));
  expect(recordFindings(edited, own).at(-1)).toMatchObject({
    status: 'broken',
    detail: expect.stringContaining('a.txt was changed'),
  });
  const emptied = madeRepo({ '.workshop/base.jsonl': '' });
  expect(recordFindings(emptied, own).at(-1)).toMatchObject({
    status: 'broken',
    detail: expect.stringContaining('its digest is not the one'),
  });
});

test('a damaged manifest is broken, and says how to bring it back', () => {
  expect(recordFindings(madeRepo({ 'workshop.json': '{' }), own)).toEqual([
    expect.objectContaining({
      status: 'broken',
      mend: expect.stringContaining('git checkout HEAD -- workshop.json'),
    }),
  ]);
});

test.each([2, '2'])('a manifest of schema %j is of a newer tool: it sends to that one', (schema) => {
  expect(recordFindings(madeRepo({ 'workshop.json': { schema } }), own)).toEqual([
    expect.objectContaining({
      status: 'broken',
      detail: expect.stringContaining('this tool knows 1'),
      mend: expect.stringContaining('npx create-serverless-workshop@latest doctor'),
    }),
  ]);
});

test('a manifest without a schema is of no tool: the committed one comes back', () => {
  expect(recordFindings(madeRepo({ 'workshop.json': {} }), own)).toEqual([
    expect.objectContaining({ status: 'broken', mend: 'git checkout HEAD -- workshop.json' }),
  ]);
});

test('a base that is missing, or is no file, is told in words, with both ways back', () => {
  const root = madeRepo();
  const base = join(root, '.workshop/base.jsonl');
  const mend = 'git checkout HEAD -- .workshop/base.jsonl, or make it again: npm run workshop -- update --link';
  rmSync(base);
  expect(recordFindings(root, own).at(-1)).toEqual({
    what: '.workshop/base.jsonl',
    status: 'broken',
    detail: 'it is missing: without it nobody can tell your edits from the template',
    mend,
  });
  mkdirSync(base);
  expect(recordFindings(root, own).at(-1)).toMatchObject({
    status: 'broken',
    detail: 'it cannot be read: EISDIR',
    mend,
  });
});

test('an answer that this version does not know is broken; one that was never asked is not', () => {
  const root = madeRepo();
  const answers = answerAgain(root, { database: 'nosuch' });
  expect(recordFindings(root, own).slice(0, -1)).toEqual([
    {
      what: 'workshop.json',
      status: 'broken',
      detail: expect.stringMatching(/^this version has no database "nosuch"; it has: .*postgres/),
      mend: 'git checkout HEAD -- workshop.json',
    },
  ]);
  // Another version may know it.
  expect(recordFindings(root, { ...own, version: '1.0.0' })[0]).toMatchObject({
    status: 'broken',
    mend: 'npm run workshop -- doctor',
  });
  answerAgain(root, { ...answers, database: undefined });
  expect(recordFindings(root, own).map(({ status }) => status)).toEqual(['ok', 'ok']);
});

function answerAgain(root: string, changes: Record<string, string | undefined>): Record<string, string> {
  const file = join(root, 'workshop.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { answers: Record<string, string> };
  writeFileSync(file, JSON.stringify({ ...manifest, answers: { ...manifest.answers, ...changes } }));
  return manifest.answers;
}
