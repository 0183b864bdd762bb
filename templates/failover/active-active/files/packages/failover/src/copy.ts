import type { JsonObject } from '@app/core';
import type { AddWinsSet } from './add-wins-set.ts';
import type { ByRegion } from './by-region.ts';
import type { Counter } from './counter.ts';
import type { Quota } from './escrow.ts';
import type { LastWriteWins } from './last-write-wins.ts';
import type { Text } from './text.ts';

/** The quotas of all regions, as they were heard. */
export type Escrow = { readonly policy: 'escrow'; readonly quotas: ByRegion<Quota> };

/** What a copy keeps of a field that more than one region writes. */
export type Register = LastWriteWins | AddWinsSet | Counter | Escrow | Text;

/** The fields with a single writer. They are replaced together, so nobody sees half of a write. */
export type Home = {
  /** The region that writes them. */
  readonly region: string;
  /** Grows when another region becomes the home. */
  readonly epoch: number;
  /** Counts the writes, from 1. */
  readonly version: number;
  readonly fields: JsonObject;
};

/**
 * One region's copy of a document, plain JSON. Each region stores its own copy, in a row or an item that no other region writes, under a
 * condition on what it has read; it merges the copies of the others into it. A restored backup needs a new region name: under the old one
 * it would use its numbers again.
 */
export type Copy = { readonly home: Home; readonly fields: { readonly [name: string]: Register } };
