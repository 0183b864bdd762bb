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

test('verbs of the user take what they share from the library', () => {
  const before = "import { readArgs } from '../refused.ts';\nimport { settingsWith } from '../settings.ts';\n";
  const after =
    "import { readArgs } from 'serverless-workshop/ops';\nimport { settingsWith } from 'serverless-workshop/ops';\n";
  expect(moved('packages/ops/src/verbs/mend.ts', before)).toBe(after);
  expect(moved('packages/mine/src/mend.ts', before)).toBe(before);
});

test.each([
  ['deploy/bundle.mjs', 'has this script now'],
  ['tools/check.mjs', 'has this script now'],
  ['packages/ops/src/gaps.ts', 'packages/ops/src/verbs takes the place'],
  ['packages/provider/src/deploy-files/index.ts', 'has this now'],
  ['packages/provider/src/local/pump.ts', 'a part of your own'],
  ['packages/core/src/order.ts', ''],
])('%s, edited and no longer in the template, comes with one advice', (path, words) => {
  const notes = (toTheLibrary.left ?? []).filter((one) => one.path.test(path)).map(({ note }) => note);
  expect(notes).toHaveLength(words ? 1 : 0);
  expect(notes.join()).toContain(words);
});
