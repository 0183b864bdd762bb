import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** A file of the built tool: its name and its text. */
export type Bundled = { readonly name: string; readonly text: string };

/**
 * Large packages that are not needed to make a repo. Node reads a whole file before it runs the first line, so each of
 * them is bundled into its own file (`docs/decisions/start-up.md`).
 */
const beside: Readonly<Record<string, string>> = {
  execa: 'execa',
  // The Node build of yaml is CommonJS, and a bundler cannot remove unused parts from that.
  yaml: fileURLToPath(new URL('../browser/index.js', import.meta.resolve('yaml'))),
};

/**
 * Bundles `src/bin.ts`, and each large package into a file beside it. The format is CommonJS, which Node starts without
 * its loader of ES modules.
 */
export async function bundle(root: string): Promise<Bundled[]> {
  const options = {
    absWorkingDir: root,
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    legalComments: 'none',
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    // jsonc-parser's default build loads its parts by names that a bundler cannot follow.
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': '__dirname' },
    write: false,
    logLevel: 'warning',
  } as const satisfies BuildOptions;
  const files = Object.fromEntries(Object.keys(beside).map((name) => [name, `./${name}.cjs`]));
  const built = await Promise.all([
    build({ ...options, entryPoints: ['src/bin.ts'], alias: files, external: Object.values(files) }),
    build({ ...options, entryPoints: beside }),
  ]);
  return built.flatMap(({ outputFiles }) => outputFiles.map(({ path, text }) => ({ name: basename(path), text })));
}
