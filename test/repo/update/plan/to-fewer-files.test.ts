import { expect, test } from 'vitest';
import { toFewerFiles } from '../../../../src/repo/update/plan/to-fewer-files.ts';

/** The text after all edits for its path. */
function moved(path: string, text: string): string {
  const fitting = (toFewerFiles.edits ?? []).filter((one) => one.path instanceof RegExp && one.path.test(path));
  return fitting.reduce((now, { edit }) => edit(now), text);
}

test.each(['deploy/settings.production.yml', 'deploy/settings.eu.yaml'])(
  '%s reads the limits where they are',
  (path) => {
    const after = 'concurrency: $' + '{file(./limits.cjs):reserved}\n';
    expect(moved(path, 'concurrency: $' + '{file(../packages/limits/src/deploy.cjs):reserved}\n')).toBe(after);
    expect(moved(path, after)).toBe(after);
  },
);

test('the event of an order comes from the samples', () => {
  const after = "import { orderEvent } from '@app/contracts/samples';";
  expect(moved('packages/load/src/main.ts', "import { orderEvent } from '@app/glue/order-event';")).toBe(after);
  expect(moved('packages/load/src/main.ts', after)).toBe(after);
});

test.each([
  ["import { searchOrders } from '@app/core';", "import { searchOrders } from '@app/core/order-search';"],
  [
    'import {\n  type Documents,\n  indexOrder,\n  searchOrders,\n} from "@app/core"',
    'import { type Documents } from "@app/core"\nimport { indexOrder, searchOrders } from "@app/core/order-search"',
  ],
  ["import { type Order } from '@app/core';", "import { type Order } from '@app/core';"],
])('the search has its own file: %s', (before, after) => {
  expect(moved('services/find/src/main.ts', before)).toBe(after);
  expect(moved('services/find/src/main.ts', after)).toBe(after);
});
