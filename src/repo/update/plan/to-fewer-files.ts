import type { Migration } from './migration.ts';

/** Imports of 0.1.0 and their present names. */
const imports: readonly (readonly [was: string, is: string])[] = [['@app/glue/order-event', '@app/contracts/samples']];

/**
 * 0.2.0: files that are read together were joined, and the limits moved beside the deploy files that read them. This
 * updates the user's own files.
 */
export const toFewerFiles: Migration = {
  version: '0.2.0',
  title: 'files that belong together are one file now, and the limits are in deploy/limits.cjs',
  edits: [
    { path: /^deploy\/settings\.[^/]+\.ya?ml$/, edit: withLimitsBesideThem },
    { path: /^(packages|services)\/.+\.[cm]?tsx?$/, edit: (text) => withSearchOfItsOwn(withNewImports(text)) },
  ],
  left: [
    {
      path: /^services\/legacy-shop\/src\/routes\/(invoices|receipts|search|status-page)\.ts$/,
      note: 'services/legacy-shop/src/routes/after-order.ts has this route now, and the shop uses that one. Carry your change over, then git rm this file.',
    },
    {
      path: /^services\/legacy-shop\/src\/(invoices|receipts|search)-table\.ts$/,
      note: 'services/legacy-shop/src/after-order-tables.ts has this now. Carry your change over, then git rm this file.',
    },
    {
      path: /^services\/legacy-shop\/src\/order-page\.ts$/,
      note: 'The shop renders the page of packages/core/src/order-page.ts now. Carry your change over, then git rm this file.',
    },
    {
      path: /^services\/[^/]+\/extensions\.yml$/,
      note: 'role.yml beside it has this now, and the list of what is deployed names that one. Carry your change over, then git rm this file.',
    },
    {
      path: /^packages\/limits\//,
      note: 'deploy/limits.cjs has this now, and the settings read that one. Carry your change over, then git rm this file.',
    },
  ],
};

function withLimitsBesideThem(text: string): string {
  return text.replaceAll('../packages/limits/src/deploy.cjs', './limits.cjs');
}

function withNewImports(text: string): string {
  return imports.reduce(
    (now, [was, is]) => now.replaceAll(`'${was}'`, `'${is}'`).replaceAll(`"${was}"`, `"${is}"`),
    text,
  );
}

/**
 * Changes imports of the search. `@app/core` has no search before the stage that needs it, so its index does not export
 * it.
 */
function withSearchOfItsOwn(text: string): string {
  return text.replace(
    /^import (type )?\{([^}]*)\} from (['"])@app\/core\3(;?)$/gm,
    (whole: string, type: string | undefined, inBraces: string, quote: string, end: string) => {
      const names = inBraces.split(',').map((name) => name.trim());
      const search = names.filter((name) => /^(indexOrder|searchOrders)\b/.test(name));
      if (type || search.length === 0) return whole;
      const others = names.filter((name) => name !== '' && !search.includes(name));
      const line = (list: readonly string[], from: string) =>
        `import { ${list.join(', ')} } from ${quote}${from}${quote}${end}`;
      return [...(others.length > 0 ? [line(others, '@app/core')] : []), line(search, '@app/core/order-search')].join(
        '\n',
      );
    },
  );
}
