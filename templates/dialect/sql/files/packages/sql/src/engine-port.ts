/** Settings by name, as in `process.env`. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What a statement answered: its rows, and how many rows it met. */
export type Result<Row> = { readonly rows: Row[]; readonly rowCount: number | null };

/** Runs statements. `$1` stands for the first value in every engine, and may appear twice. */
export type Statements = {
  query<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Result<Row>>;
};

/** Decides whether this region may write. Each answer to failover brings its own. */
export type Fence = {
  /** The first thing in every transaction that writes: throws `FencedError` unless this region may write, and keeps it so until the commit. */
  hold(transaction: Statements): Promise<void>;
};

/** One connection, until it is given back. With an error it is thrown away instead. */
export type Connection = Statements & { release(broken?: Error): void };

/** The connections of one process. */
export type Pool = Statements & { connect(): Promise<Connection>; end(): Promise<void> };

/** The engine's own names of column types. */
export type Types = {
  /** A text that is a key, or refers to one. */
  readonly key: string;
  readonly text: string;
  readonly json: string;
  readonly time: string;
  /** A whole number as large as JavaScript counts exactly. It is read as a text: see `amountOf` of `@app/core`. */
  readonly amount: string;
  /** A number that the server gives, from this one on. */
  numbered(from?: number): string;
};

/** Pieces of statements that every engine writes in its own way. */
export type Pieces = {
  /** When the transaction began; also a column's default. */
  readonly now: string;
  /** What the server's clock shows at this moment. */
  readonly clock: string;
  /** So many milliseconds after `clock`. */
  later(ms: string): string;
  /** At the end of a SELECT: until the commit nobody changes these rows. */
  readonly share: string;
  /** Orders a text by its bytes, as every other store does. */
  bytewise(column: string): string;
  /** Gives a column another type, with what is in it. */
  retype(table: string, column: string, type: string): string;
  /** A JSON column as text, with its numbers as they were written. */
  textOf(column: string): string;
  /** How many bytes of text a JSON column holds. For small ones it may be less, so that it costs little. */
  bytes(column: string): string;
  /** A JSON column with the fields of another object laid over it. */
  merged(column: string, fields: string): string;
  /** Inserts a row, or changes the one with these keys. The values come in the order of `keys`, then `columns`. */
  upsert(table: string, keys: readonly string[], columns: readonly string[]): string;
  /** Inserts a row, unless there is one with its key: `rowCount` says which. */
  insertOnce(table: string, columns: readonly string[]): string;
  /** An index over the few rows that `condition` is true for, or over all where an engine has no such index. */
  indexWhere(name: string, table: string, column: string, condition: string): string;
};

/** What an engine brings. Statements, migrations and their tests stand once, beside this file, for all engines. */
export type Engine = {
  readonly types: Types;
  readonly sql: Pieces;
  /** A pool for functions: small, with time-outs. Connections appear with the first query. Throws when `DATABASE_URL` is missing. */
  createPool(env: Env): Pool;
  /** A pool for a process that lives on, with nothing set but where and how many. `lost` hears of connections that the server ended. */
  plainPool(url: string, most: number, lost: (error: Error) => void): Pool;
  /** True when the connection is gone, whatever the statement was. */
  isLostConnection(error: unknown): boolean;
  /** True when the server can never take this value or this key, however often it is tried. */
  isUnstorable(error: unknown): boolean;
  /** True when another one made the same table at the same moment. */
  isThereAlready(error: unknown): boolean;
  /** Until the end of this transaction nobody else migrates, and a statement may take as long as it needs. */
  holdMigrations(transaction: Statements): Promise<void>;
};
