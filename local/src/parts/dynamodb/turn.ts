import type { Store } from './store.ts';

/** Where an item is: its table, and the key that dynalite makes of its key. */
export type Place = { readonly table: string; readonly key: string };

/** Does `work` while nobody else writes these items. dynalite's own writes wait at the same locks. */
export function withItems<T>(store: Store, places: readonly Place[], work: () => Promise<T>): Promise<T> {
  // Everybody takes the tables in one order, so that no two wait for each other.
  const tables = [...new Set(places.map(({ table }) => table))].sort();
  const take = ([table, ...rest]: readonly string[]): Promise<T> => {
    if (table === undefined) return work();
    const keys = places.filter((place) => place.table === table).map(({ key }) => key);
    return new Promise((resolve, reject) => {
      store.getItemDb(table).lock(keys, (release) => {
        take(rest).then(release(resolve), release(reject));
      });
    });
  };
  return take(tables);
}
