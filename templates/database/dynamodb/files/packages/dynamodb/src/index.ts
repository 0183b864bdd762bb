export { type Env, isConditionFailed, isUnstorable, store } from './client.ts';
export { fromItem, type Item, toItem, toValue } from './items.ts';
export { type Fence, openTable, type Table, type Write } from './open-table.ts';
