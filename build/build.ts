import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { carriedPackages } from './carried.ts';
import { generate } from './generate.ts';
import { packTool } from './tool-tarball.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

generate();
if (existsSync(`${root}src/bin.ts`)) {
  await build({
    absWorkingDir: root,
    entryPoints: ['src/bin.ts'],
    outfile: 'dist/bin.cjs',
    bundle: true,
    platform: 'node',
    // jsonc-parser's default build loads its parts by names that a bundler cannot follow.
    mainFields: ['module', 'main'],
    target: 'node20.19',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    // Node starts a CommonJS file without its module loader for ESM, which costs more than reading our whole file.
    define: { 'import.meta.dirname': '__dirname' },
    plugins: [carriedPackages],
    logLevel: 'warning',
  });
  await packTool(root);
}
