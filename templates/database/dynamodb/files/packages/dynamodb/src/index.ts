export { type Env, isConditionFailed, isUnstorable, store } from './client.ts';
export { fromItem, type Item, toItem, toValue } from './items.ts';
export { openTable, type Table } from './open-table.ts';
export type { Fence, Write } from './write.ts';
