import type { Env, Isolated, Part } from './part.ts';
import type { Provider } from './provider.ts';

/** Where spans are sent: an address, and the headers of each call. */
export type SpanTarget = {
  readonly url: string;
  headers(body: string): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
};

/** What a package of a repo exports at `./local`: the parts it needs on this machine, and how to reach them. */
export type LocalModule = {
  /** The parts it needs. */
  readonly parts?: readonly Part[];
  /** Makes what it needs on running parts: tables, streams. It can run more than once. */
  prepare?(env: Env): Promise<void>;
  /** Makes a separate piece for one test. */
  isolate?(env: Env): Promise<Isolated>;
  /**
   * Stores a single event in the outbox, for `npm run emit`. An application stores an event together with the change
   * that it reports.
   */
  store?(env: Env, event: object): Promise<void>;
  /** How functions run. Exactly one package of a repo has it. */
  readonly provider?: Provider;
  /** Where the settings send spans. The local receiver sends a copy there. */
  spansTo?(env: Env): SpanTarget | undefined;
};

/**
 * What `npm run emit` needs from the package with the schemas of events. The sample of a type is `samples/<type>.json`
 * in that package's folder.
 */
export type EventsModule = {
  readonly eventTypes: readonly string[];
  /** Makes an event from its data. Throws when the data does not match the schema. */
  makeEvent(
    type: string,
    event: { readonly subject: string; readonly data: unknown; readonly traceparent: string },
  ): object;
};

/** A setting that a rotation has changed. The place that stores it as a secret must be updated. */
export type RotatedKey = { readonly setting: string; readonly value: string };

/** What a package exports at `./ops`: the operations that only this package can do on its part. */
export type OpsModule = {
  /** The names that `rotateKey` takes. */
  keys?(env: Env): Promise<readonly string[]>;
  /** Gives the named key a new secret. Answers `undefined` when there is no such key. */
  rotateKey?(env: Env, name: string): Promise<RotatedKey | undefined>;
};
