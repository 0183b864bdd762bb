import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lint } from './lint.ts';
import { everyRepo } from './repos.ts';

const scratch = join(fileURLToPath(new URL('../..', import.meta.url)), '.scratch');

test('every file of every repo is formatted and linted', async () => {
  const repos = everyRepo();
  const count = await lint(
    repos.map(({ tree }) => tree),
    join(scratch, 'files'),
  );
  const all = repos.reduce((sum, { tree }) => sum + tree.size, 0);
  console.log(`${count} distinct files of ${all} in ${repos.length} repos`);
  expect(count).toBeGreaterThan(0);
});

test.each([
  ['is not formatted', 'export  const planted = 1\n'],
  ['breaks a rule', 'export const planted = () => {\n  debugger;\n};\n'],
])('the control: a file of one repo that %s is found', async (_, defect) => {
  const path = 'packages/core/src/order.ts';
  const trees = everyRepo().map(({ tree, name }) => {
    const file = tree.get(path);
    if (!file || name !== 'greenfield-tasks-dynamodb-cloudwatch') return tree;
    return new Map([...tree, [path, { ...file, bytes: Buffer.from(defect) }]]);
  });
  await expect(lint(trees, join(scratch, 'planted-files'))).rejects.toThrow(path);
});

test('every repo has a README that names its choices', () => {
  for (const { name, tree } of everyRepo()) {
    for (const axis of ['start', 'database', 'failover', 'provider', 'telemetry', 'packaging', 'purpose']) {
      expect(tree.has(`docs/choices/${axis}.md`), `${name}: ${axis}`).toBe(true);
    }
  }
});
