import { promisify } from 'node:util';
import db from 'dynalite/db/index.js';
import { isApiError } from '../api-error.ts';
import { type Item, indexOperations, itemAt, operationsOf, type Store, type Table } from '../store.ts';
import { withItems } from '../turn.ts';
import type { Entry } from './entry.ts';
import { versionOf } from './state.ts';
import { isNewer, type Version, versionKey } from './version.ts';

/**
 * Applies the writes of the other region, one item after the other. A write that is older than what is here changes
 * nothing, so a message may come twice or late. Answers the tables that are not here, or have other keys here.
 */
export async function receive(store: Store, region: string, entries: readonly Entry[]): Promise<readonly string[]> {
  const tables = new Map<string, Table | undefined>();
  for (const entry of entries) {
    const { table: name } = entry;
    if (!tables.has(name)) tables.set(name, await tableOf(store, name));
    const table = tables.get(name);
    if (!table) continue;
    if (entry.item && !hasKey(entry.item, entry.key, table)) tables.set(name, undefined);
    else await apply(store, region, table, entry);
  }
  return [...tables].flatMap(([name, table]) => (table ? [] : [name]));
}

async function apply(store: Store, region: string, table: Table, entry: Entry): Promise<void> {
  const { key, item, time, region: writer } = entry;
  const name = table.TableName;
  await withItems(store, [{ table: name, key }], async () => {
    if (!isNewer(entry, await versionOf(store.db, name, key, region))) return;
    const indexes = indexOperations(table, await itemAt(store, name, key), item);
    // No entry of the log: what came from the other region is not sent back.
    await store.db.batch([
      ...operationsOf({ table: name, key, item, indexes }),
      { type: 'put', key: versionKey(name, key), value: { time, region: writer } satisfies Version },
    ]);
  });
}

async function tableOf(store: Store, name: string): Promise<Table | undefined> {
  try {
    return (await promisify(store.getTable)(name)) as Table;
  } catch (error) {
    if (isApiError(error)) return undefined;
    throw error;
  }
}

function hasKey(item: Item, key: string, table: Table): boolean {
  return !db.validateItem(item, table) && db.createKey(item, table) === key;
}
