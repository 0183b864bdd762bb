import { serveParent } from '../server-process.ts';
import { inFront } from './front.ts';
import { type Commit, openDynalite, operationsOf, type Store, writingThrough } from './store.ts';
import { transactGet } from './transactions/get.ts';
import { keepTokens } from './transactions/tokens.ts';
import { transactWrite } from './transactions/write.ts';

// The process of the local DynamoDB. A killed client or a late request can only break this process, and not the one
// that started it.
const [path] = process.argv.slice(2);

const commitTo =
  (store: Store): Commit =>
  (writes, also, done) =>
    store.db.batch([...writes.flatMap(operationsOf), ...also], done);

const { server, store } = openDynalite(path, (bare) => {
  const commit = commitTo(bare);
  return writingThrough(bare, (write, done) => commit([write], [], done));
});
const commit = commitTo(store);
const tokens = keepTokens(store.db);
setInterval(() => tokens.prune(), 60_000).unref();
inFront(server, {
  TransactWriteItems: (request) => transactWrite(store, commit, tokens, request),
  TransactGetItems: (request) => transactGet(store, request),
});
serveParent(server);
