import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runTool, scratchFolder } from '../e2e/tool.ts';

test('the terminal in the README shows what the tool says today; npm run capture draws it again', async () => {
  const picture = readFileSync(join(root, 'docs/terminal.svg'), 'utf8');
  const cwd = scratchFolder();
  const { stdout } = await runTool(['my-shop', '--yes', '--no-install', '--no-git'], { cwd });
  const [, files = ''] = /^(\d+ files), /.exec(stdout) ?? [];
  const [, tree = ''] = /\n\nmy-shop\n([\s\S]*?)\n\n/.exec(stdout) ?? [];
  expect(tree).toContain('limits.json');
  for (const said of [files, ...tree.split('\n')]) expect(picture).toContain(said);
});
