import { expect, test } from 'vitest';
import { toTheLibrary } from '../../../../src/repo/update/plan/to-the-library.ts';

/** The text after all edits for its path. */
function moved(path: string, text: string): string {
  const fitting = (toTheLibrary.edits ?? []).filter((one) => one.path instanceof RegExp && one.path.test(path));
  return fitting.reduce((now, { edit }) => edit(now), text);
}

test.each([
  [
    "import { startWorkshop } from '@app/local/testing';",
    "import { startWorkshop } from 'serverless-workshop/testing';",
  ],
  ['import { until } from "@app/local";', 'import { until } from "serverless-workshop/local";'],
  [
    "import type { LocalPart } from '@app/core/local';",
    "import type { LocalPart } from 'serverless-workshop/contract';",
  ],
  [
    "import { functions, root, until } from '@app/local';\n\nread(root);",
    "import { functions, repoRoot, until } from 'serverless-workshop/local';\nconst root = repoRoot();\n\nread(root);",
  ],
  [
    "import { devDataDir } from '@app/local';",
    "import { devDataDir as devDataDirOf } from 'serverless-workshop/local';\nconst devDataDir = devDataDirOf();",
  ],
  ["import { runGate } from '@app/gates';", "import { runGate } from 'serverless-workshop/gates';"],
  ["import { root } from './mine.ts';", "import { root } from './mine.ts';"],
])('%s', (before, after) => {
  expect(moved('services/parcel-label/test/consume.test.ts', before)).toBe(after);
  expect(moved('docs/mine.ts', before)).toBe(before);
});

test.each([
  ['{ "devDependencies": { "@app/local": "*" } }', '{ "devDependencies": {} }'],
  ['{ "devDependencies": { "@app/gates": "*", "@app/local": "*" } }', '{ "devDependencies": {} }'],
  [
    '{\n  "a": {\n    "@app/events": "*",\n    "@app/local": "*"\n  }\n}',
    '{\n  "a": {\n    "@app/events": "*"\n  }\n}',
  ],
  ['{\n  "a": {\n    "@app/local": "*",\n    "vitest": "1"\n  }\n}', '{\n  "a": {\n    "vitest": "1"\n  }\n}'],
])('%s', (before, after) => {
  expect(moved('services/parcel-label/package.json', before)).toBe(after);
});
