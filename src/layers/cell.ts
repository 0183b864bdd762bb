import type { AnyAxis } from './axes.ts';

/** A cell of a layer: what this layer and one answer of another axis decide together. */
export type Cell = { readonly axis: AnyAxis; readonly id: string; readonly exact: boolean; readonly folder: string };
