// Ways to the database that pass no fence: for tests, and for what prepares a database. A port that is built on them writes in any region.
export { dbOn } from './db.ts';
export type { Connection, Pool, Statements } from './engine-port.ts';
export { createPool, openPool, plainPool } from './pools.ts';
export { read, transaction } from './transaction.ts';
