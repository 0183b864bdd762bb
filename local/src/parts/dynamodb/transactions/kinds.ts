import deleteItem from 'dynalite/actions/deleteItem.js';
import getItem from 'dynalite/actions/getItem.js';
import putItem from 'dynalite/actions/putItem.js';
import updateItem from 'dynalite/actions/updateItem.js';
import db from 'dynalite/db/index.js';
import deleteRules from 'dynalite/validations/deleteItem.js';
import getRules from 'dynalite/validations/getItem.js';
import putRules from 'dynalite/validations/putItem.js';
import updateRules from 'dynalite/validations/updateItem.js';
import type { Act, Done, Item, Store } from '../store.ts';

/** What dynalite does for one kind of action. */
export type Kind = {
  readonly rules: { readonly types: object; custom(data: object, store: Store): string | undefined };
  /** The field that has the item's key. */
  readonly keyed: 'Item' | 'Key';
  /** A field that must be there, and that the same request outside of a transaction can leave out. */
  readonly needs?: string;
  readonly run: Act;
};

/** The kinds of action of a transaction that writes. */
export const writing: Readonly<Record<string, Kind>> = {
  ConditionCheck: { rules: deleteRules, keyed: 'Key', needs: 'ConditionExpression', run: checkCondition },
  Put: { rules: putRules, keyed: 'Item', run: putItem },
  Delete: { rules: deleteRules, keyed: 'Key', run: deleteItem },
  Update: { rules: updateRules, keyed: 'Key', needs: 'UpdateExpression', run: updateItem },
};

/** The one kind of action of a transaction that reads. */
export const reading: Readonly<Record<string, Kind>> = {
  Get: { rules: getRules, keyed: 'Key', run: getItem },
};

function checkCondition(store: Store, data: object, done: Done<object>): void {
  const { TableName, Key } = data as { TableName: string; Key: Item };
  store.getTable(TableName, (missing, table) => {
    if (missing || !table) return done(missing);
    store.getItemDb(TableName).get(db.createKey(Key, table), (failed, item) => {
      if (failed && failed.name !== 'NotFoundError') return done(failed);
      done(db.checkConditional(data, item), { ConsumedCapacity: db.addConsumedCapacity(data, false, item) });
    });
  });
}
