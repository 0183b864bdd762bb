import type { Server } from 'node:http';
import { type Commit, type Done, type KeyValues, openDynalite, type Store, writingThrough } from '../store.ts';
import { replicationEndpoint } from './endpoint.ts';
import { type Log, openLog } from './log.ts';
import { ship } from './ship.ts';
import { readState } from './state.ts';

/** One region of a global table. */
export type RegionSettings = {
  /** Its name. Of two writes of one moment, the region whose name is later in the alphabet wins. */
  readonly region: string;
  /** The address of the other region, or of a link that leads to it, such as `http://127.0.0.1:4000`. */
  readonly replicateTo: string;
  /** Its own port. Without it the region takes a free one, and has another one after a restart. */
  readonly port?: number;
  /** How far the clock of this region is ahead of the machine's. */
  readonly skewMs?: number;
};

/** Opens dynalite as one of two regions: each write is kept for the other one, and sent until it was taken. */
export function openRegion(
  path: string | undefined,
  { region, replicateTo, skewMs = 0 }: RegionSettings,
): { readonly server: Server; readonly store: Store; readonly commit: Commit } {
  const now = () => (Date.now() + skewMs) * 1_000;
  let open = (_: KeyValues) => {};
  const opened = new Promise<Log>((resolve, reject) => {
    open = (values) => {
      readState(values)
        .then(() => openLog(values, region, now))
        .then(resolve, reject);
    };
  });
  const commit: Commit = (writes, also, done) => {
    opened.then((log) => log.commit(writes, also, done));
  };
  const { server, store } = openDynalite(path, (bare) => {
    open(bare.db);
    return forgetting(
      writingThrough(bare, (write, done) => commit([write], [], done)),
      opened,
    );
  });
  const shipping = opened.then((log) => ship(store.db, log, region, replicateTo));
  replicationEndpoint(server, store, region, opened, async () => (await shipping).state());
  server.once('close', async () => (await shipping).stop());
  return { server, store, commit };
}

/** What is kept about the items of a table goes with the table. */
function forgetting(store: Store, opened: Promise<Log>): Store {
  const deleteItemDb = store.deleteItemDb;
  return Object.assign(store, {
    deleteItemDb(table: string, done: Done) {
      deleteItemDb(table, (error) => {
        if (error) return done(error);
        const range = { gt: `version~${table}~`, lt: `version~${table}~\xff` };
        Promise.all([store.db.clear(range), opened.then((log) => log.forget(table))]).then(
          () => setImmediate(done),
          (failed: Error) => setImmediate(done, failed),
        );
      });
    },
  });
}
