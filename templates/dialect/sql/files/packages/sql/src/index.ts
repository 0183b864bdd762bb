export { type Db, openDb, type Select, type Transaction } from './db.ts';
export { sql, types } from './engine.ts';
export type { Env, Fence } from './engine-port.ts';
export { openFence } from './fence.ts';
export { type Migration, migrate } from './migrate.ts';
export { isUnstorable, places, store } from './transaction.ts';
