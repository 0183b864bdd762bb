export { type Migration, migrate } from './migrate.ts';
export { createPool, type Env } from './pool.ts';
export { openPool } from './shared-pool.ts';
export { isLostConnection, read, transaction } from './transaction.ts';
