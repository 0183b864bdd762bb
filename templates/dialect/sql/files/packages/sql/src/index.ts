export { sql, types } from './engine.ts';
export type { Connection, Env, Pool, Statements } from './engine-port.ts';
export { type Migration, migrate } from './migrate.ts';
export { createPool, openPool, plainPool } from './pools.ts';
export { isLostConnection, isUnstorable, places, read, store, transaction } from './transaction.ts';
