import { promisify } from 'node:util';
import db from 'dynalite/db/index.js';
import { type Commit, type ItemWrite, itemAt, type Operation, type Store, writingThrough } from '../store.ts';
import { withItems } from '../turn.ts';
import { type Action, canceled, readActions, reasonOf, type TransactionRequest } from './actions.ts';
import { type Consumed, sumOf } from './capacity.ts';
import { writing } from './kinds.ts';
import type { Tokens } from './tokens.ts';

type WriteRequest = TransactionRequest & { readonly ClientRequestToken?: string };

const maxBytes = 4 * 1024 * 1024;

/** Answers TransactWriteItems: all of its actions are stored, or none. */
export async function transactWrite(
  store: Store,
  commit: Commit,
  tokens: Tokens,
  request: WriteRequest,
): Promise<object> {
  const { ClientRequestToken: token, ...rest } = request;
  // dynalite's checks change what they read.
  const sent = JSON.stringify(rest);
  const actions = await readActions(store, writing, request);
  const places = actions.map(({ place }) => place);
  const work = (also: readonly Operation[]) => withItems(store, places, () => runAll(store, commit, actions, also));
  const consumed = token ? await tokens.once(token, sent, work) : await work([]);
  return consumed ? sumOf(consumed, 'WriteCapacityUnits') : {};
}

async function runAll(
  store: Store,
  commit: Commit,
  actions: readonly Action[],
  also: readonly Operation[],
): Promise<readonly Consumed[]> {
  const writes: ItemWrite[] = [];
  const collecting = writingThrough(withoutLocks(store), (write, done) => {
    writes.push(write);
    done();
  });
  const consumed: Consumed[] = [];
  const reasons = [];
  let bytes = 0;
  for (const { kind, data, place, answersItem } of actions) {
    const before = await itemAt(store, place.table, place.key);
    const failure = await promisify(kind.run)(collecting, data).then(
      (answer) => void consumed.push((answer ?? {}) as Consumed),
      (error: unknown) => error,
    );
    reasons.push(reasonOf(failure, answersItem ? before : undefined));
    const written = writes.find(({ table, key }) => table === place.table && key === place.key)?.item ?? before;
    bytes += written ? db.itemSize(written) : 0;
  }
  if (reasons.some(({ Code }) => Code !== 'None')) throw canceled(reasons);
  if (bytes > maxBytes) {
    throw db.validationError('The aggregate size of the items in the transaction cannot exceed 4 MB');
  }
  await promisify(commit)(writes, also);
  return consumed;
}

/** The transaction holds the locks already. An action of dynalite that asked for one again would wait without end. */
function withoutLocks(store: Store): Store {
  const lock = (_key: string, work: (release: <D>(done: D) => D) => void) => work((done) => done);
  const getItemDb = (table: string) => Object.create(store.getItemDb(table), { lock: { value: lock } });
  return Object.create(store, { getItemDb: { value: getItemDb } });
}
