import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where bundles go: one folder for each function. */
export const buildDir = join(root, 'deploy/build');

// Bytes decide how long a cold start reads and parses. A package that needs more says so in its deploy/bundle.json.
const usualKb = 450;

/** Bundles `services/<name>/function.json`'s entry for every function. Throws when one is larger than its budget. */
export async function bundleFunctions() {
  rmSync(buildDir, { recursive: true, force: true });
  mkdirSync(buildDir, { recursive: true });
  const bundles = [];
  for (const definition of functionDefinitions()) bundles.push(await bundleFunction(definition));
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

/** Every `services/<name>/function.json`, with the folder it is in; sorted by name. */
function functionDefinitions() {
  return readdirSync(join(root, 'services'))
    .sort()
    .map((folder) => join(root, 'services', folder))
    .filter((folder) => existsSync(join(folder, 'function.json')))
    .map((folder) => ({ folder, ...JSON.parse(readFileSync(join(folder, 'function.json'), 'utf8')) }));
}

async function bundleFunction({ name, handler, entry, folder }) {
  const result = await bundleFile(join(folder, entry), join(buildDir, name, 'main.mjs'));
  // What runs in a thread of its own is a file of its own, and costs the start nothing.
  const sources = dirname(join(folder, entry));
  const threads = readdirSync(sources).filter((file) => file.endsWith('.worker.mjs'));
  for (const file of threads) await bundleFile(join(sources, file), join(buildDir, name, file));
  const output = Object.entries(result.metafile.outputs).find(([file]) => file.endsWith('/main.mjs'))[1];
  return {
    name,
    handler,
    files: ['main.mjs', ...threads],
    kb: Math.ceil(output.bytes / 1024),
    budgetKb: budgetOf(Object.keys(result.metafile.inputs)),
    largest: largestOf(output.inputs),
  };
}

/** Bundles one module as the functions are deployed. Answers what esbuild did. */
export function bundleFile(entry, outfile) {
  return build({
    entryPoints: [entry],
    outfile,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    // The ES modules of packages that ship both: they can be cut to what is used.
    mainFields: ['module', 'main'],
    // CommonJS packages such as pg call require() for Node's own modules; an ES module has none.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    // Optional and native; pg asks for it only when it is told to.
    external: ['pg-native'],
    sourcemap: 'external',
    legalComments: 'external',
    metafile: true,
    logLevel: 'warning',
  });
}

/** The usual budget, or the largest that a bundled workspace package asks for. */
function budgetOf(inputs) {
  const folders = new Set(inputs.map((file) => workspaceOf(resolve(root, file))).filter(Boolean));
  const asked = [...folders]
    .map((folder) => join(folder, 'deploy/bundle.json'))
    .filter(existsSync)
    .map((file) => JSON.parse(readFileSync(file, 'utf8')).maxKb);
  return Math.max(usualKb, ...asked);
}

/** The folder `packages/<name>` that a file belongs to. */
function workspaceOf(file) {
  for (let at = dirname(file); at.startsWith(root); at = dirname(at)) {
    if (dirname(at) === join(root, 'packages')) return at;
  }
  return undefined;
}

/** The three packages with the most bytes in a bundle, as `name 12 KB`. */
function largestOf(inputs) {
  const bytes = new Map();
  for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? dirname(file);
    bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
  }
  return [...bytes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name, count]) => `${name} ${Math.ceil(count / 1024)} KB`);
}
