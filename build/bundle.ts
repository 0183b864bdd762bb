import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { init } from 'es-module-lexer';
import { build, type Metafile } from 'esbuild';
import { asFunctionBody } from './function-body.ts';

/** The tool as two files: the one that is started, and beside it, compressed, what most runs never load. */
export type Bundle = { readonly bin: string; readonly rest: Buffer };

/** What `rest` is called, beside the file that is started. */
export const restName = 'rest.br';

/** Imported with `import()` on the way to a new repo, or for `--help`: it stands in the file that is started. */
const onTheWay = [
  'generators/run/project.ts',
  'src/layers/compose.ts',
  'src/layers/pack.ts',
  'src/questions/help.ts',
  'src/repo/package-manager.ts',
  'src/repo/project.ts',
  'src/repo/target.ts',
  'src/repo/write.ts',
];

const target = 'node20.19';
const asSmallAsCanBe = { minify: true, legalComments: 'none', target, platform: 'node' } as const;

type Chunk = { readonly name: string; readonly code: string };

/**
 * Bundles `src/bin.ts`. Node reads every function of a file before it runs the first line, so what is imported with `import()` and is
 * not on the way to a new repo goes to the second file: JSON of the chunks' texts in brotli, each compiled when it is asked for (`docs/decisions/start-up.md`).
 */
export async function bundle(root: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    ...asSmallAsCanBe,
    absWorkingDir: root,
    entryPoints: ['src/bin.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    // jsonc-parser's default build loads its parts by names that a bundler cannot follow.
    mainFields: ['module', 'main'],
    // The build of yaml for Node is CommonJS, of which a bundler can leave out nothing: 5 of the package's 400 KB.
    alias: { yaml: fileURLToPath(new URL('../browser/index.js', import.meta.resolve('yaml'))) },
    define: { 'import.meta.dirname': '__dirname' },
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  await init;
  const chunks = outputFiles.map(({ path, text }): Chunk => ({ name: basename(path), code: asFunctionBody(text) }));
  const first = namesOnTheWay(metafile);
  const entry = chunks.find(({ name }) => name === 'bin.js')?.code ?? '';
  const [shebang, code] = [entry.slice(0, entry.indexOf('\n') + 1), entry.slice(entry.indexOf('\n') + 1)];
  const inBin = chunks.filter(({ name }) => name !== 'bin.js' && first.has(name));
  const inRest = chunks.filter(({ name }) => !first.has(name));
  return {
    bin: `${shebang}"use strict";\n${loader(inBin)}${code}`,
    rest: brotliCompressSync(
      JSON.stringify(Object.fromEntries(inRest.map(({ name, code }) => [`./${name}`, `"use strict";${code}`]))),
    ),
  };
}

/** The chunks of `onTheWay` and all that those import at once. */
function namesOnTheWay({ outputs }: Metafile): Set<string> {
  const names = new Set<string>();
  const add = (file: string): void => {
    if (names.has(basename(file))) return;
    names.add(basename(file));
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && !external) add(path);
    }
  };
  for (const entry of ['src/bin.ts', ...onTheWay]) {
    const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entry);
    if (!found) throw new Error(`${entry} is not imported with import(): take it off the list`);
    add(found[0]);
  }
  return names;
}

/** A `require` that knows the chunks; it takes the place of the entry's own. V8 compiles a function in brackets at once, others twice. */
function loader(inBin: readonly Chunk[]): string {
  return `require=((own,first,made,rest)=>function load(name){
if(!name.startsWith("./"))return own(name);
if(made[name])return made[name];
const exports=made[name]={},run=first[name]??own("node:vm").compileFunction((rest??=JSON.parse(own("node:zlib").brotliDecompressSync(own("node:fs").readFileSync(__dirname+"/${restName}"))))[name],["exports","require","__dirname"],{filename:name});
run(exports,load,__dirname);
return exports})(require,{
${inBin.map(({ name, code }) => `${key(name)}:(function(exports,require){${code}})`).join(',\n')}},{});
`;
}

function key(name: string): string {
  return JSON.stringify(`./${name}`);
}
