import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Answers, defaults } from '../../src/layers/answers.ts';
import { stageOrder } from '../../src/layers/axes.ts';
import { derive } from '../../src/layers/derive.ts';
import { idleCost } from '../../src/layers/idle-cost.ts';
import { layersOf } from '../../src/layers/registry.ts';
import { root } from '../e2e/tool.ts';

const costOf = (answers: Partial<Answers>) =>
  idleCost(derive({ name: 'my-shop', ...defaults, ...answers } as Answers)) ?? '';
const dollars = (answers: Partial<Answers>) => Number(/about (\d+) USD/.exec(costOf(answers))?.[1]);

test('each stage costs more than the one before, and a stream more is what tasks cost', () => {
  const costs = stageOrder.map((stage) => dollars({ stage }));
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  // A shard and its retention for a month, the relay, keys and alarms.
  expect(dollars({ stage: 'glue' })).toBe(38);
  expect(dollars({ stage: 'tasks' }) - dollars({ stage: 'glue' })).toBeGreaterThan(25);
});

test('what an answer brings is counted where it is chosen, and the server that nobody makes is named', () => {
  expect(dollars({ start: 'greenfield', database: 'dynamodb' })).toBeGreaterThan(dollars({ start: 'greenfield' }));
  expect(costOf({ database: 'postgres' })).toContain('without the database server');
  expect(costOf({ start: 'greenfield', database: 'dynamodb' })).not.toContain('server.');
});

test('each line is a row of the table in docs/deploy.md, where the quantities stand', () => {
  for (const { id, provider } of layersOf('provider')) {
    const page = readFileSync(join(root, `templates/provider/${id}/files/docs/deploy.md`), 'utf8');
    const rows = [...page.matchAll(/^\| (\S[^|]*?) +\|[^|]*\|[^|]*\|$/gm)].map(([, what]) => what);
    for (const { what } of provider?.idle.costs ?? []) expect(rows, id).toContain(what);
    expect(provider?.idle.costs.length, id).toBeGreaterThan(0);
  }
});
