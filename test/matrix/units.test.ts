import { expect, test } from 'vitest';
import type { Tree, TreeFile } from '../../src/tree/tree.ts';
import { everyRepo } from './repos.ts';
import { unitsOf } from './units.ts';

const repo = everyRepo().find(({ name }) => name === 'greenfield-features-dynamodb-otlp');
const tree: Tree = repo?.tree ?? new Map();
const before = unitsOf(tree);

/** The packages whose closure is another one when a line is added to a file, or to one that was not there. */
function changedBy(path: string): string[] {
  const old = tree.get(path) ?? { bytes: Buffer.of(), executable: false, role: 'frame', id: 'test/new' };
  const file: TreeFile = { ...old, bytes: Buffer.concat([old.bytes, Buffer.from('// edited\n')]) };
  const after = unitsOf(new Map([...tree, [path, file]]));
  return [...after]
    .filter(([folder, { closure }]) => before.get(folder)?.closure !== closure)
    .map(([folder]) => folder);
}

test('an edit changes the closures of a package and of all that import it, directly or not, and no other', () => {
  const payments = changedBy('packages/payments/src/index.ts');
  expect(payments).toContain('packages/payments');
  expect(payments).toContain('services/invoice-run');
  // Through invoice-run.
  expect(payments).toContain('packages/tasks');
  expect(payments).not.toContain('packages/core');
  expect(payments).not.toContain('services/receipt');
  expect(changedBy('packages/core/src/order.ts').length).toBeGreaterThan(20);
});

test('a new file counts, and so do tests, settings in the root and what a file of the root says', () => {
  expect(changedBy('packages/payments/src/new.ts')).toContain('services/invoice-run');
  expect(changedBy('services/receipt/test/new.test.ts')).toContain('services/receipt');
  expect(changedBy('tsconfig.json')).toHaveLength(before.size);
  expect(changedBy('README.md')).toEqual([]);
});

test('what starts services or reads the repo from its root is told from what needs its parts alone', () => {
  const starts = [...before.values()].filter(({ startsRepo }) => startsRepo).map(({ folder }) => folder);
  expect(starts).toContain('packages/glue');
  expect(starts).toContain('packages/ops');
  expect(starts).toContain('deploy');
  expect(starts).not.toContain('packages/core');
  expect(starts).not.toContain('packages/database');
  expect(starts).not.toContain('services/receipt');
});
