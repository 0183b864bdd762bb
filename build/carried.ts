import { build, type Plugin } from 'esbuild';

/** What most runs never use: git and npm are started, and questions asked, once in a repo's life. */
const rarelyUsed: Readonly<Record<string, readonly string[]>> = {
  execa: ['execa', 'ExecaError'],
  yaml: ['Composer', 'Parser', 'isAlias', 'isMap', 'isPair', 'isScalar', 'isSeq'],
  'jsonc-parser': ['applyEdits', 'modify', 'visit'],
  '@clack/prompts': ['intro', 'isCancel', 'log', 'select', 'text'],
};

/**
 * Carries rarely used packages as text, compiled when they are first imported. Node reads every function of the one file
 * before it runs the first line; a text it only skips. It is more than half of the file, and `--help` would pay for it.
 */
export const carriedPackages: Plugin = {
  name: 'carried-packages',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[a-z@]/ }, ({ path, namespace, resolveDir }) =>
      namespace === 'file' && path in rarelyUsed ? { path, namespace: 'carried', pluginData: resolveDir } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'carried' }, async ({ path, pluginData }) => {
      const { outputFiles } = await build({
        stdin: {
          contents: `export { ${rarelyUsed[path]?.join(', ')} } from '${path}';`,
          resolveDir: String(pluginData),
        },
        bundle: true,
        platform: 'node',
        mainFields: ['module', 'main'],
        target: 'node20.19',
        format: 'cjs',
        minify: true,
        legalComments: 'none',
        write: false,
        logLevel: 'warning',
      });
      const [output] = outputFiles;
      if (!output) throw new Error(`${path} could not be bundled`);
      return {
        contents: `require('node:vm').compileFunction(${JSON.stringify(output.text)}, ['module', 'exports', 'require'], { filename: '${path}' })(module, exports, require);`,
      };
    });
  },
};
