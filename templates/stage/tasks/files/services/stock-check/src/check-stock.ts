import type { Documents, Stock } from '@app/core';
import { type Sale, salesBetween } from '@app/stock-ledger/sold';
import { type Article, blurMs, missingAt, toSay } from './judge.ts';

/** What the check needs. */
export type StockCheckPorts = { readonly documents: Documents; readonly stock: Pick<Stock, 'list'> };

/** An article whose shelf is not what the orders explain, counted from `since` on: at least so many are missing, or, below 0, too many. */
export type Difference = {
  readonly sku: string;
  readonly missing: number;
  readonly since: string;
  readonly at: string;
};

/** Longer than an order takes to reach the ledger. When the ledger is behind by more, its alarm rings. */
const settledMs = 5 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** The shelf at one moment. */
type Look = { readonly at: string; readonly levels: Readonly<Record<string, number>> };

/** In one document, which has room for 2,000 articles; a shop with more keeps a document of each. */
type State = { readonly looks: readonly Look[]; readonly articles: Readonly<Record<string, Article>> };

/**
 * Looks at the shelf, and judges the looks that are so old that the ledger has all orders from before them. It compares an article with its
 * first look, less what orders took since. It reports a difference once, in `stock-differences`, when two looks show it. Answers what is new.
 */
export async function checkStock({ documents, stock }: StockCheckPorts, now = new Date()): Promise<Difference[]> {
  const state = ((await documents.find('stock-check', 'state')) ?? { looks: [], articles: {} }) as State;
  const isSettled = ({ at }: Look) => now.getTime() - Date.parse(at) >= settledMs;
  const looks = await withOneMore(state.looks, stock, now);
  const settled = looks.filter(isSettled);
  const sales = await salesFor(settled, state.articles, documents);

  let articles = state.articles;
  const found: Difference[] = [];
  for (const look of settled) {
    const judged = Object.entries(look.levels).map(([sku, level]) => {
      const { article, missing } = judge(sku, articles[sku], { at: look.at, level }, sales);
      if (missing !== undefined) found.push({ sku, missing, since: article.at, at: look.at });
      return [sku, article] as const;
    });
    articles = Object.fromEntries(judged);
  }
  for (const { sku, missing, since, at } of found) {
    await documents.put('stock-differences', `${at}:${sku}`, { sku, missing, since, at });
    console.error(`stock of ${sku}: ${missing} missing since ${since}`);
  }
  await documents.put('stock-check', 'state', { looks: looks.filter((look) => !isSettled(look)), articles });
  return found;
}

/** A check that comes every second needs no look every second. */
async function withOneMore(
  looks: readonly Look[],
  stock: StockCheckPorts['stock'],
  now: Date,
): Promise<readonly Look[]> {
  const last = looks.at(-1);
  if (last && now.getTime() - Date.parse(last.at) < settledMs / 2) return looks;
  const levels = Object.fromEntries((await stock.list()).map(({ sku, available }) => [sku, available]));
  return [...looks, { at: now.toISOString(), levels }];
}

/** The orders that can have changed the shelf between the oldest count and the last of these looks. */
async function salesFor(looks: readonly Look[], articles: State['articles'], documents: Documents): Promise<Sale[]> {
  const since = Object.values(articles).map(({ at }) => Date.parse(at));
  const until = looks.map(({ at }) => Date.parse(at));
  if (until.length === 0) return [];
  return salesBetween(
    documents,
    new Date(Math.min(...since, ...until) - blurMs).toISOString(),
    new Date(Math.max(...until) + blurMs).toISOString(),
  );
}

function judge(
  sku: string,
  known: Article | undefined,
  look: { readonly at: string; readonly level: number },
  sales: readonly Sale[],
): { article: Article; missing?: number } {
  const counted: Article = { ...look, said: 0, before: null };
  // The count of an article begins at the look that first saw it.
  if (!known) return { article: counted };
  const now = missingAt(sku, known, look, sales);
  const said = toSay(known, now);
  if (said !== known.said) return { article: { ...known, said, before: now }, missing: said };
  // A look that shows nothing new becomes the new first look, so that old orders need not be read: after a day when it shows an exact
  // figure, after a week in any case.
  const days = (Date.parse(look.at) - Date.parse(known.at)) / dayMs;
  const showsNothingNew = now.least <= said && said <= now.most;
  if (showsNothingNew && days > (now.least === now.most ? 1 : 7)) return { article: counted };
  return { article: { ...known, before: now } };
}
