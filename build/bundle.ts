import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles `src/bin.ts` into one file, as CommonJS: Node starts that without its loader of ES modules (`docs/decisions/start-up.md`). */
export async function bundle(root: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/bin.ts'],
    bundle: true,
    minify: true,
    legalComments: 'none',
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // jsonc-parser's default build loads its parts by names that a bundler cannot follow.
    mainFields: ['module', 'main'],
    // The build of yaml for Node is CommonJS, of which a bundler can leave out nothing.
    alias: { yaml: fileURLToPath(new URL('../browser/index.js', import.meta.resolve('yaml'))) },
    define: { 'import.meta.dirname': '__dirname' },
    write: false,
    logLevel: 'warning',
  });
  return outputFiles.map(({ text }) => text).join('');
}
