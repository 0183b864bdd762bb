import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functions, repoRoot } from 'serverless-workshop/local';
import { describe, expect, test } from 'vitest';
import { budgetOf, type LimitedFunction, type Limits, laneBudget, reserved, reservedConcurrency } from '../limits.cjs';

const limits: Limits = {
  downstream: { most: 40, reserve: 6, perInstance: 1 },
  lanes: { user: 0.7, background: 0.3 },
};
const fn = (name: string, lane: LimitedFunction['lane'], instances?: number): LimitedFunction => ({
  name,
  lane,
  ...(instances && { instances }),
});

describe('this repo', () => {
  const own = JSON.parse(readFileSync(join(repoRoot(), 'limits.json'), 'utf8')) as Limits;
  const all = functions().map(({ definition }) => definition);
  const figures = reserved();

  test('the sum of reserved concurrency × connections is at most half of what the downstream can spare', () => {
    const { most, reserve, perInstance } = own.downstream;
    const sum = Object.values(figures).reduce((total, one) => total + one, 0);
    expect(sum * perInstance).toBeLessThanOrEqual((most - reserve) / 2);
  });

  test('every function has an instance at least, and no lane takes from another', () => {
    for (const { name } of all) expect(figures[name], name).toBeGreaterThanOrEqual(1);
    for (const lane of ['user', 'background'] as const) {
      const used = all.filter((one) => one.lane === lane).reduce((sum, { name }) => sum + (figures[name] ?? 0), 0);
      expect(used, lane).toBeLessThanOrEqual(laneBudget(own, lane));
    }
  });

  test('the figures are those of limits.json, for every function that is deployed', () => {
    expect(figures).toEqual(reservedConcurrency(own, all));
  });
});

test('half of the room is kept for the instances of the version before', () => {
  expect(budgetOf(limits)).toBe(17);
  expect([laneBudget(limits, 'user'), laneBudget(limits, 'background')]).toEqual([11, 5]);
});

test('who needs a fixed number has it, and the others of the lane share the rest', () => {
  const all = [fn('relay', 'user', 2), fn('shop', 'user'), fn('label', 'background'), fn('index', 'background')];
  expect(reservedConcurrency(limits, all)).toEqual({ relay: 2, shop: 9, label: 2, index: 2 });
});

const withDownstream = (changed: object) => ({ ...limits, downstream: { ...limits.downstream, ...changed } });
const wrongFigure = (key: string, value: string) =>
  new RegExp(
    `^limits\\.json: downstream\\.${key} is ${value}\\. It must be .+\\. Correct it, then: npx vitest run deploy/test/limits$`,
  );

test.each([
  [
    'a lane without room for all',
    { ...limits, lanes: { user: 0.1, background: 0.3 } },
    /the lane user has 1 instances/,
  ],
  ['a reserve below nothing', withDownstream({ reserve: -400 }), wrongFigure('reserve', '-400')],
  ['a reserve that leaves nothing', withDownstream({ reserve: 40 }), wrongFigure('reserve', '40')],
  ['an instance without a connection', withDownstream({ perInstance: 0 }), wrongFigure('perInstance', '0')],
  ['a tenth of a connection', withDownstream({ perInstance: 0.1 }), wrongFigure('perInstance', '0.1')],
  ['a figure that is missing', withDownstream({ perInstance: undefined }), wrongFigure('perInstance', 'missing')],
  ['a word for a figure', withDownstream({ most: '40' }), wrongFigure('most', '"40"')],
  ['no downstream at all', { lanes: limits.lanes }, wrongFigure('most', 'missing')],
  ['a share below nothing', { ...limits, lanes: { user: 1.5, background: -0.5 } }, /lanes\.user is 1\.5\. It must be/],
  ['no lanes at all', { downstream: limits.downstream }, /lanes\.user is missing\. It must be/],
  ['lanes that share out more than there is', { ...limits, lanes: { user: 0.9, background: 0.3 } }, /1\.2 of 1/],
])('%s is refused', (_, wrong, said) => {
  expect(() => reservedConcurrency(wrong as Limits, [fn('relay', 'user', 2), fn('shop', 'user')])).toThrow(said);
});
