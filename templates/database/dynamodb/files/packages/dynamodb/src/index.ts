export { createClient, type Env, isConditionFailed, isUnstorable, store, type Table } from './client.ts';
export { fromItem, type Item, toItem, toValue } from './items.ts';
export { createTable, tableDefinition } from './table.ts';
