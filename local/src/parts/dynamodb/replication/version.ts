/** Which write an item has: when it was made, in microseconds since 1970, and in which region. */
export type Version = { readonly time: number; readonly region: string };

/** Whether `one` replaces `other`: the last writer wins. Of two writes of one time, the region's name decides. */
export function isNewer(one: Version, other: Version): boolean {
  return one.time > other.time || (one.time === other.time && one.region > other.region);
}

/** Where the version of an item is kept. It is beside the item, since the item belongs to the user. */
export function versionKey(table: string, key: string): string {
  return `version~${table}~${key}`;
}
