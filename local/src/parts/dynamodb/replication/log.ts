import type { Commit, KeyValues, Operation } from '../store.ts';
import { operationsOf } from '../store.ts';
import type { Entry } from './entry.ts';
import { versionOf } from './state.ts';
import { type Version, versionKey } from './version.ts';

/** The log of a region: what the other region must still get. It is on the disk together with the writes. */
export type Log = {
  /** Stores writes and their entries in one batch. */
  readonly commit: Commit;
  /** Appends entries of items that are stored already, and stores `also` with them. */
  append(entries: readonly Omit<Entry, 'seq'>[], also: readonly Operation[]): Promise<void>;
  /**
   * The next entries after `after`: at least one if there is one, and at most `maxBytes` of them. Entries of tables in
   * `without` are left out.
   */
  read(after: string, without: ReadonlySet<string>, maxBytes: number): Promise<readonly Entry[]>;
  remove(entries: readonly Entry[]): Promise<void>;
  /** Removes the entries of a table that is gone. */
  forget(table: string): Promise<void>;
  /** How many entries wait, and when the oldest one was written. */
  waiting(): Promise<{ readonly count: number; readonly oldest?: number }>;
  /** A time such that each write before it is in the log. */
  settled(): number;
  /** Resolves when there is an entry that no `read` has seen, or when this time is over. */
  changed(ms: number): Promise<void>;
};

type Append = {
  readonly began: number;
  readonly operations: (nextSeq: () => string) => readonly Operation[];
  readonly done: (error?: Error | null) => void;
};

const maxEntries = 200;
const from = 'outgoing~';
const range = { gt: from, lt: `${from}\xff` };

/** Opens the log of a region. `now` is the region's clock, in microseconds. */
export async function openLog(values: KeyValues, region: string, now: () => number): Promise<Log> {
  let last = 0;
  for await (const [key] of values.iterator({ ...range, reverse: true, limit: 1 }))
    last = Number(key.slice(from.length));
  const nextSeq = () => String(++last).padStart(16, '0');
  const queue: Append[] = [];
  let writing: readonly Append[] = [];
  let wake = () => {};
  let hasNews = true;

  // One batch after the other. With two at once a later entry could be on the disk before an earlier one, and who reads
  // the log in between would pass the earlier one by.
  const write = async () => {
    while (queue.length > 0 && writing.length === 0) {
      writing = queue.splice(0);
      const error = await values.batch(writing.flatMap(({ operations }) => operations(nextSeq))).then(
        () => null,
        (failed: Error) => failed,
      );
      const written = writing;
      writing = [];
      hasNews = true;
      wake();
      for (const { done } of written) setImmediate(done, error);
    }
  };
  const enqueue = (append: Append) => {
    queue.push(append);
    void write();
  };
  const entered = (entry: Omit<Entry, 'seq'>, seq: string): Operation => ({
    type: 'put',
    key: `${from}${seq}`,
    value: { ...entry, seq } satisfies Entry,
  });

  return {
    commit(writes, also, done) {
      Promise.all(writes.map(({ table, key }) => versionOf(values, table, key, region))).then(
        (versions) => {
          const began = now();
          const operations = (next: () => string) => [
            ...writes.flatMap((write, index): Operation[] => {
              const { table, key, item } = write;
              // Never older than what it replaces: the order of an item's writes holds with any clock.
              const time = Math.max(began, (versions[index]?.time ?? 0) + 1);
              return [
                ...operationsOf(write),
                { type: 'put', key: versionKey(table, key), value: { time, region } satisfies Version },
                entered({ table, key, item, time, region }, next()),
              ];
            }),
            ...also,
          ];
          enqueue({ began, operations, done });
        },
        (error: Error) => done(error),
      );
    },
    append(entries, also) {
      return new Promise((resolve, reject) => {
        enqueue({
          began: now(),
          operations: (next) => [...entries.map((entry) => entered(entry, next())), ...also],
          done: (error) => (error ? reject(error) : resolve()),
        });
      });
    },
    async read(after, without, maxBytes) {
      hasNews = false;
      const entries: Entry[] = [];
      let bytes = 0;
      for await (const [, value] of values.iterator({ ...range, gt: `${from}${after}` })) {
        const entry = value as Entry;
        if (without.has(entry.table)) continue;
        bytes += JSON.stringify(entry).length;
        if (entries.length > 0 && bytes > maxBytes) break;
        if (entries.push(entry) >= maxEntries) break;
      }
      return entries;
    },
    remove: (entries) => values.batch(entries.map(({ seq }) => ({ type: 'del', key: `${from}${seq}` }))),
    async forget(table) {
      const gone: Operation[] = [];
      for await (const [key, value] of values.iterator(range)) {
        if ((value as Entry).table === table) gone.push({ type: 'del', key });
      }
      await values.batch(gone);
    },
    async waiting() {
      let count = 0;
      let oldest: number | undefined;
      for await (const [, value] of values.iterator(range)) {
        count += 1;
        oldest = Math.min(oldest ?? Number.POSITIVE_INFINITY, (value as Entry).time);
      }
      return { count, ...(oldest !== undefined && { oldest }) };
    },
    settled: () => Math.min(now(), ...[...writing, ...queue].map(({ began }) => began)),
    changed: (ms) =>
      new Promise((resolve) => {
        if (hasNews) return resolve();
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
