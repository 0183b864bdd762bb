export type * from './function-definition.ts';
export type * from './part.ts';
export type * from './provider.ts';
export type * from './slot.ts';
