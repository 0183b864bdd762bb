import { promisify } from 'node:util';
import db from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';
import { apiError, isApiError } from '../api-error.ts';
import type { Item, Store, Table } from '../store.ts';
import type { Place } from '../turn.ts';
import type { Kind } from './kinds.ts';

/** One action of a transaction, with the item that it is about. */
export type Action = {
  readonly kind: Kind;
  readonly data: Readonly<Record<string, unknown>>;
  readonly place: Place;
  /** Whether a failed condition answers the item. */
  readonly answersItem: boolean;
};

/** The members of a request that both kinds of transactions have. */
export type TransactionRequest = {
  readonly TransactItems?: unknown;
  readonly ReturnConsumedCapacity?: string;
};

/** Why one action failed. `None` stands for an action that did not. */
export type Reason = { readonly Code: string; readonly Message?: string; readonly Item?: Item };

/**
 * Reads the actions of a transaction with dynalite's checks, and finds their items. Throws what a client gets as the
 * answer.
 */
export async function readActions(
  store: Store,
  kinds: Readonly<Record<string, Kind>>,
  request: TransactionRequest,
): Promise<readonly Action[]> {
  const items = request.TransactItems;
  if (!Array.isArray(items)) throw mustSatisfy('null', '', 'Member must not be null');
  if (items.length < 1) throw mustSatisfy("'[]'", '', 'Member must have length greater than or equal to 1');
  if (items.length > 100) throw mustSatisfy("'[...]'", '', 'Member must have length less than or equal to 100');
  const checked = items.map((item, index) => check(store, kinds, item ?? {}, index, request));
  const tables = new Map<string, Table>();
  for (const { data } of checked) {
    const name = String(data.TableName);
    if (!tables.has(name)) tables.set(name, (await promisify(store.getTable)(name)) as Table);
  }
  const failures = checked.map(({ kind, data }) => {
    const table = tables.get(String(data.TableName)) as Table;
    const keyed = data[kind.keyed] as Item;
    return kind.keyed === 'Item' ? db.validateItem(keyed, table) : db.validateKey(keyed, table);
  });
  if (failures.some(Boolean)) throw canceled(failures.map((failure) => reasonOf(failure ?? undefined)));
  const actions = checked.map((action) => {
    const table = tables.get(String(action.data.TableName)) as Table;
    const key = db.createKey(action.data[action.kind.keyed] as Item, table);
    return { ...action, place: { table: table.TableName, key } };
  });
  if (new Set(actions.map(({ place }) => `${place.table}~${place.key}`)).size < actions.length) {
    throw db.validationError('Transaction request cannot include multiple operations on one item');
  }
  return actions;
}

/** The answer of a transaction that changed nothing, with the reason of each action in order. */
export function canceled(reasons: readonly Reason[]): Error {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return apiError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons },
  );
}

/** The reason for what an action of dynalite answered. Throws what is not an answer for clients. */
export function reasonOf(failure: unknown, item?: Item): Reason {
  if (failure === undefined) return { Code: 'None' };
  if (!isApiError(failure)) throw failure;
  const { __type, message } = failure.body;
  return __type.endsWith('#ConditionalCheckFailedException')
    ? { Code: 'ConditionalCheckFailed', Message: message ?? '', ...(item && { Item: item }) }
    : { Code: 'ValidationError', Message: message ?? '' };
}

function check(
  store: Store,
  kinds: Readonly<Record<string, Kind>>,
  item: Readonly<Record<string, unknown>>,
  index: number,
  { ReturnConsumedCapacity }: TransactionRequest,
): Omit<Action, 'place'> {
  const [name, ...more] = Object.keys(kinds).filter((known) => item[known] != null);
  const kind = name === undefined ? undefined : kinds[name];
  if (!name || !kind || more.length > 0) {
    throw db.validationError(`TransactItems can only contain one of ${Object.keys(kinds).join(', ')}`);
  }
  const { ReturnValuesOnConditionCheckFailure: onFailure, ...given } = item[name] as Record<string, unknown>;
  if (kind.needs && given[kind.needs] == null) {
    const field = `.${index + 1}.member.${lowerFirst(name)}.${lowerFirst(kind.needs)}`;
    throw mustSatisfy('null', field, 'Member must not be null');
  }
  const data = validations.checkTypes({ ...given, ReturnConsumedCapacity }, kind.rules.types);
  validations.checkValidations(data, kind.rules.types, kind.rules.custom, store);
  return { kind, data, answersItem: onFailure === 'ALL_OLD' };
}

const lowerFirst = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

function mustSatisfy(value: string, field: string, constraint: string): Error {
  return db.validationError(
    `1 validation error detected: Value ${value} at 'transactItems${field}' failed to satisfy constraint: ${constraint}`,
  );
}
