// Ways to the table that pass no fence: for tests, and for what prepares a table. A port that is built on them writes in any region.
export { createClient, type RawTable } from './client.ts';
export { tableOn } from './open-table.ts';
export { createTable, tableDefinition } from './table.ts';
