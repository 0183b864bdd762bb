import type { Migration } from './migration.ts';

/** Imports of 0.1.0 and their present names. */
const imports: readonly (readonly [was: string, is: string])[] = [
  ['@app/local/testing', 'serverless-workshop/testing'],
  ['@app/local', 'serverless-workshop/local'],
  ['@app/core/local', 'serverless-workshop/contract'],
  ['@app/provider/host', '@app/provider/local'],
  ['@app/gates', 'serverless-workshop/gates'],
  ['@app/observe/figures', 'serverless-workshop/gates'],
];

/** Constants of 0.1.0 that are functions now. */
const functions: readonly (readonly [was: string, is: string])[] = [
  ['root', 'repoRoot'],
  ['devDataDir', 'devDataDir'],
];

/** Path prefixes below `packages/` whose code is now in the library. */
const leftPaths: readonly string[] = [
  'local',
  'provider/(src|test)/local',
  'postgres/src/local-',
  'dynamodb/src/local-',
  'core/src/local',
  'events/(build/|test/release)',
  'gates/',
  'observe/',
  'glue/src/gate/(host|host-messages|killable-workshop|slow-proxy)\\.',
  'glue/src/(counting-stream|random|show|writers)\\.',
  'tasks/src/gate/(downstream-port|limited-service|peak-of)\\.',
  'features/src/(meddler|canary/|gate/load|gate/visitors)',
  'features/test/(canary|versions)',
];

/**
 * 0.2.0: the code that runs a repo on a machine moved to the library `serverless-workshop`. This updates the user's own
 * packages.
 */
export const toTheLibrary: Migration = {
  version: '0.2.0',
  title: 'what runs the repo on this machine is the library serverless-workshop now',
  edits: [
    { path: /^(packages|services)\/.+\.[cm]?tsx?$/, edit: withNewImports },
    { path: /^(packages|services)\/[^/]+\/package\.json$/, edit: withoutLeftPackages },
    { path: /^packages\/ops\/(src\/verbs|test)\/[^/]+\.ts$/, edit: withOpsOfTheLibrary },
  ],
  left: [
    {
      path: new RegExp(`^packages/(${leftPaths.join('|')})`),
      note: 'The library serverless-workshop has this file now, and nothing here uses yours any more: git rm it. docs/without-the-tool.md says how a part of your own takes the place of one of the library.',
    },
    {
      path: /^packages\/(ops\/(src|test)|provider\/src\/deploy-files)\//,
      note: 'The library serverless-workshop has this now. A verb of yours in packages/ops/src/verbs takes the place of its verb of that name; else git rm it.',
    },
    {
      path: /^(deploy\/(bundle|engine|packaging|run|settings)\.mjs|deploy\/test\/engine\.test\.ts|tools\/(check|npm)\.mjs)$/,
      note: 'The library serverless-workshop has this script now, and npm run package, deploy, destroy, check and format use that one. docs/without-the-tool.md says how to go on with a script of your own; else git rm it.',
    },
  ],
};

/** Changes the imports that the user's own verbs share with the verbs of 0.1.0. */
function withOpsOfTheLibrary(text: string): string {
  return text.replace(/(['"])\.\.\/(?:src\/)?(?:refused|settings)\.ts\1/g, '$1serverless-workshop/ops$1');
}

function withNewImports(text: string): string {
  let result = text;
  for (const [was, is] of imports) result = result.replaceAll(`'${was}'`, `'${is}'`).replaceAll(`"${was}"`, `"${is}"`);
  if (result === text) return text;
  for (const [was, is] of functions) result = withFunction(result, was, is);
  return result;
}

/** Keeps a constant's name in the user's code: a line after the import calls the function once. */
function withFunction(text: string, was: string, is: string): string {
  const importing = new RegExp(
    `^(import \\{(?:[^}]*,)?\\s*)${was}(\\s*(?:,[^}]*)?\\} from ['"]serverless-workshop/local['"];?)$`,
    'm',
  );
  return text.replace(importing, (_, before: string, after: string) => {
    const alias = was === is ? `${is} as ${is}Of` : is;
    return `${before}${alias}${after}\nconst ${was} = ${was === is ? `${is}Of` : is}();`;
  });
}

/** Removes packages that no longer exist from a package.json. The library is named once, in the root's package.json. */
function withoutLeftPackages(text: string): string {
  return ['local', 'gates', 'observe', 'limits'].reduce(withoutPackage, text);
}

function withoutPackage(text: string, name: string): string {
  const entry = `"@app/${name}": "[^"]*"`;
  return text
    .replace(new RegExp(`\\n[ \\t]*${entry},`), '')
    .replace(new RegExp(`,\\s*${entry}(?=\\s*\\})`), '')
    .replace(new RegExp(`\\{\\s*${entry}\\s*\\}`), '{}');
}
