import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Changes, repack } from '../../build/repack.ts';
import { root, scratchFolder } from '../e2e/tool.ts';

/**
 * Installs another version of the tool into a folder of its own: this build, with another number and other template files.
 * Only files without placeholders can differ: the others are code in the bundle. Answers the path of its binary.
 */
export function newerTool(version: string, changes: Changes = {}): string {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'dist'));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const file of manifest.files) cpSync(join(root, file), join(folder, file));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, version }));
  const pack = readFileSync(join(root, 'dist/templates.pack'));
  writeFileSync(join(folder, 'dist/templates.pack'), repack(pack, changes));
  return join(folder, 'dist/bin.cjs');
}
