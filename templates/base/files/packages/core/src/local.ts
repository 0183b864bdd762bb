export * from './function-definition.ts';

/** What a part is given when it starts on this machine. */
export type LocalContext = {
  /** A folder of its own for data. */
  readonly dataDir: string;
  /** Keep the data after the stop (`npm run dev`), or throw it away (tests). */
  readonly keep: boolean;
  /** Settings so far: an endpoint that is set here is used instead of an embedded part. */
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** A started part. */
export type RunningPart = {
  /** Settings for the services that use this part, such as `DATABASE_URL`. */
  readonly env: Readonly<Record<string, string>>;
  /** What to show to a person. */
  readonly url?: string;
  stop(): Promise<void>;
};

/** A part of the cloud that runs on this machine. Parts with one name are started once. */
export type LocalPart = {
  readonly name: string;
  readonly title: string;
  start(context: LocalContext): Promise<RunningPart>;
};

/** A setting that a rotation has changed, for whoever keeps it as a secret. */
export type RotatedKey = { readonly setting: string; readonly value: string };

/** What a package exports at `./ops`: what only it can do when its part must be looked after. */
export type OpsModule = {
  /** The names that `rotateKey` takes. */
  keys?(env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]>;
  /** Gives the named key a new secret. `undefined` when there is no key of this name. */
  rotateKey?(env: Readonly<Record<string, string | undefined>>, name: string): Promise<RotatedKey | undefined>;
};
