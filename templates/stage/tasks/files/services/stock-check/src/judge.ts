import type { Sale } from '@app/stock-ledger/sold';

/**
 * Longer than a request takes, and more than two clocks differ. When an order was placed this close to a look at the shelf, nobody
 * knows whether its goods were still there.
 */
export const blurMs = 60 * 1000;

/** How many goods are missing: not fewer than `least`, not more than `most`. Below 0 there are more than there should be. */
export type Missing = { readonly least: number; readonly most: number };

/** What an article had when it was counted, what was said about it since, and what the look before showed. */
export type Article = {
  readonly at: string;
  readonly level: number;
  readonly said: number;
  readonly before: Missing | null;
};

/** What is missing of an article at a look, when `sales` are all the orders around it. */
export function missingAt(
  sku: string,
  article: Article,
  look: { at: string; level: number },
  sales: readonly Sale[],
): Missing {
  const [from, to] = [Date.parse(article.at), Date.parse(look.at)];
  let [sold, perhaps] = [0, 0];
  for (const { placedAt, lines } of sales) {
    const at = Date.parse(placedAt);
    const quantity = lines.reduce((sum, line) => (line.sku === sku ? sum + line.quantity : sum), 0);
    if (Math.min(Math.abs(at - from), Math.abs(at - to)) <= blurMs) perhaps += quantity;
    else if (at > from && at < to) sold += quantity;
  }
  const most = article.level - look.level - sold;
  return { least: most - perhaps, most };
}

/** What must be said now. Both looks have to show it: one alone may have met a request that took goods and gave them back. */
export function toSay({ said, before }: Article, now: Missing): number {
  if (!before) return said;
  const [least, most] = [Math.min(before.least, now.least), Math.max(before.most, now.most)];
  return Math.min(Math.max(said, least), most);
}
