import type { Server } from 'node:http';
import dynalite from 'dynalite';
import db from 'dynalite/db/index.js';

/** An item, or a key, as DynamoDB's JSON writes it. */
export type Item = Record<string, Record<string, unknown>>;

/** A table's description, as dynalite stores it. */
export type Table = {
  readonly TableName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly LocalSecondaryIndexes?: readonly object[];
  readonly GlobalSecondaryIndexes?: readonly object[];
};

/** How dynalite is told that something is done. */
export type Done<T = unknown> = (error?: Error | null, value?: T) => void;

/** An action of dynalite, such as `putItem`. */
export type Act = (store: Store, data: object, done: Done<object>) => void;

/** One change of the key-value store under dynalite. A batch of them is stored whole or not at all, also at a kill. */
export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

/** One item as it will be stored, with its rows in the indexes. `item` is null when it is deleted. */
export type ItemWrite = {
  readonly table: string;
  readonly key: string;
  readonly item: Item | null;
  readonly indexes: readonly Operation[];
};

/** Stores writes of items, and what must be stored with them, in one batch. The locks of the items are held. */
export type Commit = (writes: readonly ItemWrite[], also: readonly Operation[], done: Done) => void;

type Release = <A extends unknown[]>(done: (...args: A) => void) => (...args: A) => void;

/** The items of a table, by the key that dynalite makes of an item's key. */
export type ItemDb = {
  lock(keys: string | readonly string[], work: (release: Release) => void): void;
  get(key: string, done: Done<Item>): void;
  put(key: string, item: Item, done: Done): void;
  del(key: string, done: Done): void;
};

type Range = {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt: string;
  readonly limit?: number;
  readonly reverse?: boolean;
};

/** The key-value store under dynalite. */
export type KeyValues = {
  get(key: string): Promise<unknown>;
  batch(operations: readonly Operation[]): Promise<void>;
  batch(operations: readonly Operation[], done: Done): void;
  iterator(range: Range): AsyncIterable<[string, unknown]> & { close(): Promise<void> };
  clear(range: Range): Promise<void>;
};

/** dynalite's store. Its actions do all their reading and writing through it. */
export type Store = {
  readonly db: KeyValues;
  getTable(name: string, done: Done<Table>): void;
  getItemDb(table: string): ItemDb;
  deleteItemDb(table: string, done: Done): void;
};

/** The item that is stored now. */
export function itemAt(store: Store, table: string, key: string): Promise<Item | undefined> {
  return new Promise((resolve, reject) => {
    store.getItemDb(table).get(key, (error, item) => {
      if (error && error.name !== 'NotFoundError') reject(error);
      else resolve(item);
    });
  });
}

/** The rows that indexes get and lose when an item changes. */
export function indexOperations(table: Table, before: Item | undefined, after: Item | null | undefined): Operation[] {
  return (['Local', 'Global'] as const).flatMap((type) => {
    const { puts, deletes } = db.getIndexActions(table[`${type}SecondaryIndexes`] ?? [], before, after, table);
    const place = (index: string, key: string) => `index-${type.toLowerCase()}~${table.TableName}~${index}~${key}`;
    return [
      ...deletes.map(({ index, key }) => ({ type: 'del' as const, key: place(index, key) })),
      ...puts.map(({ index, key, item }) => ({ type: 'put' as const, key: place(index, key), value: item })),
    ];
  });
}

/** What a write changes in the key-value store. */
export function operationsOf({ table, key, item, indexes }: ItemWrite): Operation[] {
  const place = `item-${table}~${key}`;
  return [...indexes, item ? { type: 'put', key: place, value: item } : { type: 'del', key: place }];
}

const indexesOf = new WeakMap<Store, Map<string, Operation[]>>();

// An action of dynalite changes the indexes before it stores the item. Here they wait for the item, so that a kill
// cannot come between them.
db.updateIndexes = (store, table, before, after, done) => {
  const item = after ?? before;
  const operations = indexOperations(table, before, after);
  if (item && operations.length > 0) {
    indexesOf.get(store)?.set(`${table.TableName}~${db.createKey(item, table)}`, operations);
  }
  done();
};

/** A store that reads from `store` and gives every write of an item to `write`. */
export function writingThrough<S extends Store>(store: S, write: (write: ItemWrite, done: Done) => void): S {
  const getItemDb = store.getItemDb;
  const waiting = new Map<string, Operation[]>();
  const wrapped = new WeakMap<ItemDb, ItemDb>();
  const own: S = Object.create(store, {
    getItemDb: {
      value(table: string) {
        const items = getItemDb(table);
        const known = wrapped.get(items);
        if (known) return known;
        const change = (key: string, item: Item | null, done: Done) => {
          const indexes = waiting.get(`${table}~${key}`) ?? [];
          waiting.delete(`${table}~${key}`);
          write({ table, key, item, indexes }, done);
        };
        const mine: ItemDb = Object.create(items, {
          put: { value: change },
          del: { value: (key: string, done: Done) => change(key, null, done) },
        });
        wrapped.set(items, mine);
        return mine;
      },
    },
  });
  indexesOf.set(own, waiting);
  return own;
}

/**
 * Opens dynalite: the server of its API, and the store behind it as `open` makes it. `path` is where it keeps its data;
 * without it the data is in memory.
 */
export function openDynalite(
  path: string | undefined,
  open: (store: Store) => Store,
): { server: Server; store: Store } {
  const create = db.create;
  let store: Store | undefined;
  // dynalite keeps its store to itself. It asks this function for one.
  db.create = (options) => {
    store = open(create(options));
    return store;
  };
  try {
    const server = dynalite({ createTableMs: 0, deleteTableMs: 0, ...(path && { path }) });
    if (!store) throw new Error('This version of dynalite makes its store in another way.');
    return { server, store };
  } finally {
    db.create = create;
  }
}
