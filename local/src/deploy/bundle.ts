import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type BuildResult, build } from 'esbuild';
import { functions, repoRoot } from '../repo.ts';
import { budgetOf, largestOf } from './budget.ts';
import { refuseTheLibrary } from './own-bytes.ts';

/** One function as it is deployed. */
export type Bundle = {
  readonly name: string;
  /** The name the handler is exported under. */
  readonly handler: string;
  /** Its files, in `buildDir()/<name>`. */
  readonly files: readonly string[];
  readonly kb: number;
  readonly budgetKb: number;
  /** The packages with the most bytes, as `name 12 KB`. */
  readonly largest: readonly string[];
};

/** The folder for bundles. Each function has a folder in it. */
export function buildDir(): string {
  return join(repoRoot(), 'deploy/build');
}

/**
 * Bundles the entry of every `services/<name>/function.json`. Throws when a bundle is larger than its budget, and when
 * one imports this library, which only runs on a developer's machine.
 */
export async function bundleFunctions(): Promise<Bundle[]> {
  rmSync(buildDir(), { recursive: true, force: true });
  mkdirSync(buildDir(), { recursive: true });
  const bundles: Bundle[] = [];
  for (const { folder, definition } of functions()) bundles.push(await bundleFunction(folder, definition));
  const tooLarge = bundles.filter(({ kb, budgetKb }) => kb > budgetKb);
  if (tooLarge.length > 0) {
    const lines = tooLarge.map(
      ({ name, kb, budgetKb, largest }) =>
        `  ${name}: ${kb} KB, budget ${budgetKb} KB. Largest parts: ${largest.join(', ')}`,
    );
    throw new Error(
      `Too large for a quick cold start:\n${lines.join('\n')}\nImport less, or raise deploy/bundle.json.`,
    );
  }
  return bundles;
}

type Definition = { readonly name: string; readonly handler: string; readonly entry: string };

async function bundleFunction(folder: string, { name, handler, entry }: Definition): Promise<Bundle> {
  const { metafile } = await bundleFile(join(folder, entry), join(buildDir(), name, 'main.mjs'));
  // A module that runs in a thread is bundled into its own file, so that it does not slow the start.
  const sources = dirname(join(folder, entry));
  const threads = readdirSync(sources).filter((file) => file.endsWith('.worker.mjs'));
  const inputs = Object.keys(metafile.inputs);
  for (const file of threads) {
    const thread = await bundleFile(join(sources, file), join(buildDir(), name, file));
    inputs.push(...Object.keys(thread.metafile.inputs));
  }
  refuseTheLibrary(name, inputs);
  const [, output] = Object.entries(metafile.outputs).find(([file]) => file.endsWith('/main.mjs')) ?? [];
  if (!output) throw new Error(`${name}: esbuild made no main.mjs`);
  return {
    name,
    handler,
    files: ['main.mjs', ...threads],
    kb: Math.ceil(output.bytes / 1024),
    budgetKb: budgetOf(Object.keys(metafile.inputs)),
    largest: largestOf(output.inputs),
  };
}

/** Bundles one module in the same way as the functions. Answers esbuild's result. */
export function bundleFile(entry: string, outfile: string): Promise<BuildResult<{ metafile: true }>> {
  return build({
    entryPoints: [entry],
    outfile,
    absWorkingDir: repoRoot(),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // Some packages ship CommonJS and ES modules. Unused parts can only be removed from the latter.
    mainFields: ['module', 'main'],
    // CommonJS packages such as pg call require() for Node's own modules. An ES module has no require().
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    // Optional and native. pg loads it only on request.
    external: ['pg-native'],
    sourcemap: 'external',
    legalComments: 'external',
    metafile: true,
    logLevel: 'warning',
  });
}
