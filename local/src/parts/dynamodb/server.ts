import { serveParent } from '../server-process.ts';
import { inFront } from './front.ts';
import { openRegion, type RegionSettings } from './replication/region.ts';
import { leaveReplication } from './replication/state.ts';
import { type Commit, openDynalite, operationsOf, type Store, writingThrough } from './store.ts';
import { transactGet } from './transactions/get.ts';
import { keepTokens } from './transactions/tokens.ts';
import { transactWrite } from './transactions/write.ts';

/** What the process of the local DynamoDB is told, as JSON in its one argument. */
export type ServerSettings = {
  /** Where it keeps its data. Without it the data is in memory. */
  readonly path?: string;
  readonly region?: RegionSettings;
};

// The process of the local DynamoDB. A killed client or a late request can only break this process, and not the one
// that started it.
const { path, region } = JSON.parse(process.argv[2] ?? '{}') as ServerSettings;

const { server, store, commit } = region ? openRegion(path, region) : openAlone();
const tokens = keepTokens(store.db);
setInterval(() => tokens.prune(), 60_000).unref();
inFront(server, {
  TransactWriteItems: (request) => transactWrite(store, commit, tokens, request),
  TransactGetItems: (request) => transactGet(store, request),
});
serveParent(server, region?.port);

function openAlone() {
  const commitTo =
    (bare: Store): Commit =>
    (writes, also, done) =>
      bare.db.batch([...writes.flatMap(operationsOf), ...also], done);
  const opened = openDynalite(path, (bare) => {
    const commit = commitTo(bare);
    return writingThrough(bare, (write, done) => commit([write], [], done));
  });
  void leaveReplication(opened.store.db, Date.now() * 1_000);
  return { ...opened, commit: commitTo(opened.store) };
}
