// dynalite has no types. These are the types of what is used here.

declare module 'dynalite' {
  import type { Server } from 'node:http';
  export default function dynalite(options: { path?: string; createTableMs?: number; deleteTableMs?: number }): Server;
}

declare module 'dynalite/db/index.js' {
  import type { ApiError } from './api-error.ts';
  import type { Done, Item, Store, Table } from './store.ts';

  type IndexActions = {
    puts: { index: string; key: string; item: Item }[];
    deletes: { index: string; key: string }[];
  };
  const db: {
    create(options: object): Store;
    updateIndexes(
      store: Store,
      table: Table,
      before: Item | undefined,
      after: Item | null | undefined,
      done: Done,
    ): void;
    getIndexActions(
      indexes: readonly object[],
      before: Item | undefined,
      after: Item | null | undefined,
      table: Table,
    ): IndexActions;
    createKey(item: Item, table: Table): string;
    validateKey(key: Item, table: Table): ApiError | null | undefined;
    validateItem(item: Item, table: Table): ApiError | null | undefined;
    validationError(message: string): ApiError;
    checkConditional(data: object, item: Item | undefined): ApiError | null | undefined;
    itemSize(item: Item): number;
    addConsumedCapacity(data: object, isRead: boolean, item?: Item): object | undefined;
  };
  export default db;
}

declare module 'dynalite/validations/index.js' {
  import type { Store } from './store.ts';

  const validations: {
    checkTypes(data: unknown, types: object): Record<string, unknown>;
    checkValidations(
      data: object,
      types: object,
      custom: ((data: object, store: Store) => unknown) | undefined,
      store: Store,
    ): void;
  };
  export default validations;
}

declare module 'dynalite/validations/*.js' {
  import type { Store } from './store.ts';

  const validation: { types: object; custom(data: object, store: Store): string | undefined };
  export default validation;
}

declare module 'dynalite/actions/*.js' {
  import type { Act } from './store.ts';

  const action: Act;
  export default action;
}
