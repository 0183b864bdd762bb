import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDeployFiles } from '@app/provider/deploy-files';
import { functions, repoRoot } from 'serverless-workshop/local';
import { expect, test } from 'vitest';
import { gapsOf, unknownCommands } from '../src/gaps.ts';
import { verbs } from '../src/verbs.ts';

const scripts = Object.keys(
  (JSON.parse(readFileSync(join(repoRoot(), 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts,
);
const read = (path: string) =>
  existsSync(join(repoRoot(), path)) ? readFileSync(join(repoRoot(), path), 'utf8') : undefined;
const runbooks = join(repoRoot(), 'docs/runbooks');

test('every function has an owner, an alarm, a runbook for each alarm, and a failure destination', () => {
  const gaps = functions().flatMap(({ folder, definition }) =>
    gapsOf({
      definition,
      deployed: readDeployFiles(folder, definition.name),
      runbook: read(definition.runbook),
      // An alarm that means the same for every function has its section there, once.
      shared: read('docs/runbooks/redrive.md'),
      scripts,
      verbs: verbs(),
    }),
  );
  expect(gaps).toEqual([]);
});

test('every command in a runbook exists', () => {
  const pages = existsSync(runbooks) ? readdirSync(runbooks) : [];
  const unknown = pages.flatMap((page) => unknownCommands(read(`docs/runbooks/${page}`) ?? '', scripts, verbs()));
  expect(unknown).toEqual([]);
});
