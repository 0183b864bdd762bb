export type * from './deployment.ts';
export type * from './downstream.ts';
export type * from './function-definition.ts';
export type * from './gate.ts';
export type * from './part.ts';
export type * from './provider.ts';
export type * from './slot.ts';
