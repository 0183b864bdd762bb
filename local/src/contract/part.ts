/** Settings of a process, by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What a part gets when it starts. */
export type PartContext = {
  /** A folder for this part's data. */
  readonly dataDir: string;
  /** Whether to keep the data after the stop (`npm run dev`) or delete it (tests). */
  readonly keep: boolean;
  /** The settings so far. When one holds an address, that address is used and no embedded part is started. */
  readonly env: Env;
};

/** A running part. */
export type RunningPart = {
  /** Settings for the services that use this part, such as `DATABASE_URL`. */
  readonly env: Readonly<Record<string, string>>;
  /** The address to show to a person. */
  readonly url?: string;
  /** Resolves when the part answers a client. Throws when it does not answer. */
  ready(): Promise<void>;
  /** Stops the part. Data that is to be kept is on the disk when this resolves. */
  stop(): Promise<void>;
};

/** A piece of a part that one test has for itself: a database, a table, a stream. */
export type Isolated = { readonly env: Readonly<Record<string, string>>; drop(): Promise<void> };

/** One local stand-in for a cloud service. Parts with the same name are started once. */
export type Part = {
  readonly name: string;
  readonly title: string;
  /** How it differs from the real service, one sentence each. */
  readonly limits: readonly string[];
  start(context: PartContext): Promise<RunningPart>;
  /** Makes a separate piece for one test, on the part that `env` names. */
  isolate?(env: Env): Promise<Isolated>;
};
