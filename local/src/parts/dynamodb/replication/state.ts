import { randomUUID } from 'node:crypto';
import type { Item, KeyValues, Operation } from '../store.ts';
import type { Entry } from './entry.ts';
import { type Version, versionKey } from './version.ts';

/** What a region remembers of itself and of the other one. */
type Remembered = {
  /** The name of this store. A region that begins with an empty store has a new one. */
  readonly id: string;
  /** The other region's store that has, or will get from the log, all that is here. */
  readonly peer?: string;
  /** The time that items without a version count from: they were written while nothing was replicated. */
  readonly unversioned: number;
};

const place = 'replication~state';

/** Reads what a region remembers. It gets a name at its first start. */
export async function readState(values: KeyValues): Promise<Remembered> {
  const known = (await values.get(place)) as Remembered | undefined;
  if (known) return known;
  const fresh: Remembered = { id: randomUUID(), unversioned: 1 };
  await values.batch([remember(fresh)]);
  return fresh;
}

/** The change that keeps a new state. */
export function remember(state: Remembered): Operation {
  return { type: 'put', key: place, value: state };
}

/**
 * For a store that is opened without replication: forgets the versions, since the writes from here on have none. When
 * replication begins again, all items here count as written now.
 */
export async function leaveReplication(values: KeyValues, now: number): Promise<void> {
  const known = (await values.get(place)) as Remembered | undefined;
  if (!known) return;
  await values.clear({ gt: 'outgoing~', lt: 'outgoing~\xff' });
  await values.clear({ gt: 'version~', lt: 'version~\xff' });
  await values.batch([remember({ id: randomUUID(), unversioned: now })]);
}

/** The version of an item, or of the write that deleted it. */
export async function versionOf(values: KeyValues, table: string, key: string, region: string): Promise<Version> {
  const version = (await values.get(versionKey(table, key))) as Version | undefined;
  if (version) return version;
  const isThere = (await values.get(`item-${table}~${key}`)) !== undefined;
  return { time: isThere ? (await readState(values)).unversioned : 0, region };
}

/** All items and deletions with their versions, as they were at one moment. */
export async function everything(values: KeyValues, region: string): Promise<readonly Omit<Entry, 'seq'>[]> {
  const { unversioned } = await readState(values);
  const items = new Map<string, Item>();
  const versions = new Map<string, Version>();
  // One iterator reads one moment. With two, an old item could get the version of a newer one.
  for await (const [key, value] of values.iterator({ gte: 'item-', lt: 'version~\xff' })) {
    if (key.startsWith('item-')) items.set(key.slice('item-'.length), value as Item);
    else if (key.startsWith('version~')) versions.set(key.slice('version~'.length), value as Version);
  }
  return [...new Set([...items.keys(), ...versions.keys()])].map((name) => {
    const [table = '', key = ''] = name.split('~');
    return { table, key, item: items.get(name) ?? null, ...(versions.get(name) ?? { time: unversioned, region }) };
  });
}
