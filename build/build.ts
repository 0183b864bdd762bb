import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { carriedPackages } from './carried.ts';
import { generate } from './generate.ts';
import { lazyBuiltins } from './lazy-builtins.ts';
import { packTool } from './tool-tarball.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

generate();
if (existsSync(`${root}src/bin.ts`)) {
  await build({
    absWorkingDir: root,
    entryPoints: ['src/bin.ts'],
    outfile: 'dist/bin.js',
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    minify: true,
    legalComments: 'none',
    banner: { js: "import{createRequire as __csw}from'node:module';const require=__csw(import.meta.url);" },
    plugins: [carriedPackages, lazyBuiltins],
    logLevel: 'warning',
  });
  await packTool(root);
}
