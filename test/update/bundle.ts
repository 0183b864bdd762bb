import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** One change of the engine's source: the text must stand in the file exactly once. */
export type Mutation = { readonly file: string; readonly replace: string; readonly by: string };

const source = join(import.meta.dirname, '../../src');

/**
 * Bundles one of the programs beside this file with the engine it calls, changed or not. A small process of its own starts git
 * several times faster than a test's. Answers the bundle, and what removes it.
 */
export async function bundle(
  program: 'shard' | 'one-update',
  mutations: readonly Mutation[] = [],
): Promise<{ file: string; remove(): void }> {
  const changed = new Map<string, string>();
  for (const { file, replace, by } of mutations) {
    const path = join(source, file);
    const text = changed.get(path) ?? readFileSync(path, 'utf8');
    const parts = text.split(replace);
    if (parts.length !== 2) throw new Error(`${JSON.stringify(replace)} stands ${parts.length - 1} times in ${file}.`);
    changed.set(path, parts.join(by));
  }
  const folder = mkdtempSync(join(tmpdir(), 'csw-bundle-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await build({
      entryPoints: [join(import.meta.dirname, `${program}.ts`)],
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      // As the build does: the other form of jsonc-parser asks for its parts while it runs.
      mainFields: ['module', 'main'],
      target: 'node20',
      logLevel: 'error',
      banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
      plugins: [
        {
          name: 'mutations',
          setup(setup) {
            setup.onLoad({ filter: /\.ts$/ }, ({ path }) => {
              const contents = changed.get(path);
              return contents === undefined ? undefined : { contents, loader: 'ts' };
            });
          },
        },
      ],
    });
  } catch (error) {
    remove();
    throw error;
  }
  return { file: join(folder, `${program}.mjs`), remove };
}
