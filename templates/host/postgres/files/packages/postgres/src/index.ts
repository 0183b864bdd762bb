export { isLostConnection, isThereAlready, isUnstorable } from './errors.ts';
export { holdMigrations, sql, types } from './pieces.ts';
export { createPool, type Env, plainPool } from './pool.ts';
