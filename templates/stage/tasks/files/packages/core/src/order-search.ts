import type { Order } from './order.ts';
import type { Documents, Effects } from './ports.ts';

/** How many orders of one word are looked through, the newest first. */
const depth = 500;

/** Sorts before every earlier time: collections are listed with the smallest id first. */
const newestFirst = (time: string) => String(9_999_999_999_999 - Date.parse(time)).padStart(13, '0');

/** Words that begin alike share a collection: its name is a key, and a key has a longest. */
const collectionOf = (word: string) => `search:${[...word].slice(0, 128).join('')}`;

const wordsOf = (text: string) => [...new Set(text.toLowerCase().split(/\s+/).filter(Boolean))];

/**
 * Makes an order findable by every word that is written on it: a document for each word, in that word's own collection, so that a search
 * is one query and never a scan. Safe to repeat.
 */
export async function indexOrder({ effects }: { readonly effects: Effects }, order: Order): Promise<void> {
  const { id, customer, lines, placedAt } = order;
  const text = [id, customer.name, customer.email, ...lines.map(({ name }) => name)].join(' ').toLowerCase();
  for (const word of wordsOf(text)) {
    await effects.once(`${collectionOf(word)}:${id}`, {
      collection: collectionOf(word),
      id: `${newestFirst(placedAt)}:${id}`,
      document: { orderId: id, text },
    });
  }
}

/**
 * The ids of the orders that have these words written on them, newest first. Whole words, in any case; of a word that very many orders
 * have, the newest 500 are looked through.
 */
export async function searchOrders(documents: Documents, text: string, limit: number): Promise<string[]> {
  const [first, ...others] = wordsOf(text);
  if (first === undefined) return [];
  // The longest word is on the fewest orders.
  const rarest = others.reduce((best, word) => (word.length > best.length ? word : best), first);
  const found = await documents.list(collectionOf(rarest), depth);
  const words = [first, ...others];
  return found
    .filter(({ document }) => words.every((word) => ` ${document.text} `.includes(` ${word} `)))
    .map(({ document }) => String(document.orderId))
    .slice(0, limit);
}
