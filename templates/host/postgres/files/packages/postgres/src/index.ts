export { isLostConnection, isThereAlready, isUnstorable } from './errors.ts';
export { holdMigrations } from './hold-migrations.ts';
export { sql } from './pieces.ts';
export { createPool, type Env, plainPool } from './pool.ts';
export { types } from './types.ts';
