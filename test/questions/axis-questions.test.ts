import { expect, test } from 'vitest';
import { axes } from '../../src/layers/axes.ts';
import { layerOf } from '../../src/layers/registry.ts';
import { axisQuestions } from '../../src/questions/axis-questions.ts';

const questions = axisQuestions();

test('the order: every axis, the style of a database before its engine', () => {
  expect(questions.map(({ key }) => key)).toEqual(
    axes.flatMap((axis) => (axis === 'database' ? ['style', 'database'] : [axis])),
  );
});

test('every question has a fallback among its options, and a reason for it', () => {
  for (const { key, options, fallback, because } of questions) {
    expect(
      options({}).map(({ value }) => value),
      key,
    ).toContain(fallback);
    expect(because, key).toMatch(/^[A-Z].*\.$/);
  }
});

test('every choice says in one line what it costs and buys', () => {
  for (const { key, options } of questions) {
    for (const { value, hint } of options({})) expect(hint, `${key} ${value}`).toMatch(/\.$/);
  }
});

test('labels lead with the word that the flag takes, once', () => {
  const labels = questions.flatMap(({ options }) => options({}).map(({ label }) => label));
  expect(labels).toContain('legacy: a sample ten-year-old shop to practise on; your own app is not touched');
  expect(labels).toContain('observe: changes nothing');
  expect(labels).toContain('none: backups and redeploy');
  for (const label of labels) expect(label).not.toMatch(/^(\w+): \1\b/);
});

test('the style narrows the engines, and is not asked when the engine is known', () => {
  const [style, database] = [
    questions.find(({ key }) => key === 'style'),
    questions.find(({ key }) => key === 'database'),
  ];
  const engines = database?.options({ style: 'serverless' }).map(({ value }) => layerOf('database', value).style);
  expect(new Set(engines)).toEqual(new Set(['serverless']));
  expect(style?.asked?.({ database: 'postgres' })).toBe(false);
  expect(style?.asked?.({})).toBe(true);
});

test('no question takes for granted what another one asks: who starts greenfield has no monolith', () => {
  for (const { key, message } of questions) expect(message, key).not.toMatch(/\byour\b/i);
  expect(questions.find(({ key }) => key === 'style')?.message).toContain('A legacy shop keeps its own database.');
});
