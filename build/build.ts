import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { generate } from './generate.ts';
import { buildLibrary } from './library.ts';
import { packTool } from './tool-tarball.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

generate();
if (existsSync(`${root}src/bin.ts`)) {
  // `bin.cjs` is written last. When it exists, the files that it loads exist too.
  for (const { name, text } of (await bundle(root)).reverse()) replace(name, text, name === 'bin.cjs' ? 0o755 : 0o644);
  await buildLibrary(root);
  await packTool(root);
}

/** Replaces a file with one rename, so that a second build never reads half a file. */
function replace(name: string, content: string, mode: number): void {
  const file = `${root}dist/${name}`;
  const staged = `${file}.${process.pid}`;
  writeFileSync(staged, content);
  chmodSync(staged, mode);
  renameSync(staged, file);
}
