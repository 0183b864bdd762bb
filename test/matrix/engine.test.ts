import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyOfTheCheckout, pictureOf, root, runProgram } from '../e2e/tool.ts';
import { installShared } from './compose.ts';
import { pass } from './pass.ts';

const scratch = join(root, '.scratch');
const own = 'templates/database/sql-exam';

test('a second SQL engine is one folder: it composes, type-checks and keeps the contract on the same server', async () => {
  await installShared(scratch);
  const copy = copyOfTheCheckout();
  const before = pictureOf(join(copy, 'templates'));
  const plop = ['node_modules/plop/bin/plop.js', '--plopfile', 'plopfile.ts', 'layer', 'database/sql', 'sql-exam'];
  const made = await runProgram(process.execPath, ['--import', 'tsx', ...plop, 'SQL exam', 'It is another one.'], {
    cwd: copy,
  });
  expect(made).toMatchObject({ code: 0 });
  const picture = Object.entries(pictureOf(join(copy, 'templates')));
  const changed = picture.filter(([path, content]) => before[path] !== content).map(([path]) => `templates/${path}`);
  expect(changed.length).toBeGreaterThan(10);
  expect(changed.filter((path) => path !== own && !path.startsWith(`${own}/`))).toEqual([]);
  expect(Object.keys(before).filter((path) => !Object.hasOwn(Object.fromEntries(picture), path))).toEqual([]);

  // The library as it is built: the copy has its sources alone.
  rmSync(join(copy, 'local'), { recursive: true });
  symlinkSync(join(root, 'local'), join(copy, 'local'));
  mkdirSync(join(copy, '.scratch'));
  cpSync(join(scratch, 'package.json'), join(copy, '.scratch/package.json'));
  symlinkSync(join(scratch, 'node_modules'), join(copy, '.scratch/node_modules'));
  const answers = (start: string) => ['--start', start, '--stage', 'tasks', '--database', 'sql-exam'];
  for (const start of ['legacy', 'greenfield']) {
    await pass(process.execPath, ['--import', 'tsx', 'build/compose.ts', start, ...answers(start)], copy);
    await pass(process.execPath, [join(scratch, 'node_modules/typescript/bin/tsc'), '--noEmit'], at(start));
  }
  expect(readFileSync(join(at('greenfield'), 'packages/sql/src/engine.ts'), 'utf8')).toContain("'@app/sql-exam'");
  const contract = ['sql', 'outbox', 'database', 'orders', 'sql-exam'].map((name) => `packages/${name}`);
  await pass(process.execPath, [join(scratch, 'node_modules/vitest/vitest.mjs'), 'run', ...contract], at('greenfield'));

  function at(start: string): string {
    return join(copy, '.scratch', start);
  }
});
