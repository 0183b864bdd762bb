import type { Documents, Stock } from '@app/core';
import { soldBetween } from '@app/stock-ledger/sold';

/** What the check needs. */
export type StockCheckPorts = { readonly documents: Documents; readonly stock: Pick<Stock, 'list'> };

/** An article whose shelf is not what the orders explain. `missing` is positive when goods are gone without an order. */
export type Difference = { readonly sku: string; readonly missing: number };

const dayMs = 24 * 60 * 60 * 1000;

/** Longer than an order is on its way to the ledger, also where checks come every second. */
const settledMs = 60 * 1000;

/** A difference that a check has seen, and when that was first. */
type Suspect = Difference & { readonly seenAt: string };

type Opening = { readonly at: string; readonly levels: Record<string, number> };

/**
 * Compares the shelf with what it held at the first check less what orders took since. An order that is under way looks like a difference
 * for a moment, so one counts only when a later check, a minute on or more, still finds the same; it is then kept in `stock-differences`, and
 * the count begins anew from what is there. Answers the differences that count.
 */
export async function checkStock({ documents, stock }: StockCheckPorts, now = new Date()): Promise<Difference[]> {
  const at = now.toISOString();
  const levels = Object.fromEntries((await stock.list()).map(({ sku, available }) => [sku, available]));
  const opening = (await documents.find('stock-check', 'opening')) as Opening | undefined;
  if (!opening) {
    await documents.put('stock-check', 'opening', { at, levels });
    return [];
  }
  const sold = await soldBetween(documents, opening.at, at);
  const found = Object.entries(levels).flatMap(([sku, available]) => {
    const missing = (opening.levels[sku] ?? available) - (sold.get(sku) ?? 0) - available;
    return missing === 0 ? [] : [{ sku, missing }];
  });
  const before = ((await documents.find('stock-check', 'suspects'))?.found ?? []) as Suspect[];
  const suspects = found.map((one): Suspect => {
    const seen = before.find(({ sku, missing }) => sku === one.sku && missing === one.missing);
    return { ...one, seenAt: seen?.seenAt ?? at };
  });
  const hasSettled = ({ seenAt }: Suspect) => Date.parse(at) - Date.parse(seenAt) >= settledMs;
  const standing = suspects.filter(hasSettled).map(({ sku, missing }): Difference => ({ sku, missing }));
  for (const { sku, missing } of standing) {
    await documents.put('stock-differences', `${at}:${sku}`, { sku, missing, since: opening.at, at });
    console.error(`stock of ${sku}: ${missing} missing since ${opening.at}`);
  }
  await documents.put('stock-check', 'suspects', { at, found: suspects.filter((one) => !hasSettled(one)) });
  if (found.length === 0 && Date.parse(at) - Date.parse(opening.at) > dayMs) {
    // Shelf and orders agree: the next checks need not read what was sold long ago.
    await documents.put('stock-check', 'opening', { at, levels });
  } else if (standing.length > 0) {
    // What was found is said once: from here on the shelf is taken as it is.
    const corrected = Object.fromEntries(
      standing.map(({ sku, missing }) => [sku, (opening.levels[sku] ?? 0) - missing]),
    );
    await documents.put('stock-check', 'opening', { at: opening.at, levels: { ...opening.levels, ...corrected } });
  }
  return standing;
}
