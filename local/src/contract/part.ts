/** Settings of a process, by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What a part is given when it starts. */
export type PartContext = {
  /** A folder of its own for data. */
  readonly dataDir: string;
  /** Keep the data after the stop (`npm run dev`), or throw it away (tests). */
  readonly keep: boolean;
  /** Settings so far: an address that is set here is used instead of an embedded part. */
  readonly env: Env;
};

/** A part that runs. */
export type RunningPart = {
  /** Settings for the services that use this part, such as `DATABASE_URL`. */
  readonly env: Readonly<Record<string, string>>;
  /** What to show to a person. */
  readonly url?: string;
  /** Resolves when the part answers a client. Throws when it does not. */
  ready(): Promise<void>;
  /** Ends the part. What it was started to keep is on the disk then. */
  stop(): Promise<void>;
};

/** Something of a part that one test has for itself: a database, a table, a stream. */
export type Isolated = { readonly env: Readonly<Record<string, string>>; drop(): Promise<void> };

/** One piece of a cloud, on this machine. Parts with one name are started once. */
export type Part = {
  readonly name: string;
  readonly title: string;
  /** What it does otherwise than the real one: a sentence each. */
  readonly limits: readonly string[];
  start(context: PartContext): Promise<RunningPart>;
  /** Makes something of its own for one test, on the part that `env` names. */
  isolate?(env: Env): Promise<Isolated>;
};
