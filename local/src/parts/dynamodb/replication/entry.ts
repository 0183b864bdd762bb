import type { Item } from '../store.ts';
import type { Version } from './version.ts';

/** A write of an item on its way to the other region. Entries of one item are in the order of its writes. */
export type Entry = Version & {
  /** Its place in the log. A larger text is a later write. */
  readonly seq: string;
  readonly table: string;
  readonly key: string;
  /** The item after the write; null when it was deleted. */
  readonly item: Item | null;
};
