export { migrations } from './migrations.ts';
export { openDatabase } from './open-database.ts';
