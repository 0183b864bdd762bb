import type { Migration } from './migrations.ts';

/** Where the names of 0.1.0 are now. */
const imports: readonly (readonly [was: string, is: string])[] = [
  ['@app/local/testing', 'serverless-workshop/testing'],
  ['@app/local', 'serverless-workshop/local'],
  ['@app/core/local', 'serverless-workshop/contract'],
  ['@app/provider/host', '@app/provider/local'],
];

/** Constants of 0.1.0 that are functions now. */
const functions: readonly (readonly [was: string, is: string])[] = [
  ['root', 'repoRoot'],
  ['devDataDir', 'devDataDir'],
];

/** 0.2.0: what runs a repo on a machine left it for the library `serverless-workshop`. The user's own packages follow. */
export const toTheLibrary: Migration = {
  version: '0.2.0',
  title: 'what runs the repo on this machine is the library serverless-workshop now',
  edits: [
    { path: /^(packages|services)\/.+\.[cm]?tsx?$/, edit: withNewImports },
    { path: /^(packages|services)\/[^/]+\/package\.json$/, edit: withoutLocalPackage },
  ],
  left: [
    {
      path: /^packages\/(local|provider\/(src|test)\/local|postgres\/src\/local-|dynamodb\/src\/local-|core\/src\/local)/,
      note: 'The library serverless-workshop has this file now, and nothing here uses yours any more: git rm it. docs/without-the-tool.md says how a part of your own takes the place of one of the library.',
    },
  ],
};

function withNewImports(text: string): string {
  let result = text;
  for (const [was, is] of imports) result = result.replaceAll(`'${was}'`, `'${is}'`).replaceAll(`"${was}"`, `"${is}"`);
  if (result === text) return text;
  for (const [was, is] of functions) result = withFunction(result, was, is);
  return result;
}

/** A constant keeps its name in the user's code: the function is called once, behind the import. */
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

/** The library is named once, in the root's package.json. */
function withoutLocalPackage(text: string): string {
  return text
    .replace(/\n[ \t]*"@app\/local": "[^"]*",/, '')
    .replace(/,\s*"@app\/local": "[^"]*"(?=\s*\})/, '')
    .replace(/\{\s*"@app\/local": "[^"]*"\s*\}/, '{}');
}
