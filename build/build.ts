import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { generate } from './generate.ts';
import { buildLibrary } from './library.ts';
import { packTool } from './tool-tarball.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

generate();
if (existsSync(`${root}src/bin.ts`)) {
  // The one that is started comes last: whoever finds it finds what it needs.
  for (const { name, text } of (await bundle(root)).reverse()) replace(name, text, name === 'bin.cjs' ? 0o755 : 0o644);
  await buildLibrary(root);
  await packTool(root);
}

/** Two builds at once must not see half a file. */
function replace(name: string, content: string, mode: number): void {
  const file = `${root}dist/${name}`;
  const staged = `${file}.${process.pid}`;
  writeFileSync(staged, content);
  chmodSync(staged, mode);
  renameSync(staged, file);
}
