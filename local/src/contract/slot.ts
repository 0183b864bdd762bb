import type { Env, Isolated, Part } from './part.ts';
import type { Provider } from './provider.ts';

/** Where spans are sent: an address, and the headers of each call. */
export type SpanTarget = {
  readonly url: string;
  headers(body: string): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
};

/** What a package of a repo exports at `./local`: what it needs on this machine, and how to reach it. */
export type LocalModule = {
  /** The parts it needs. */
  readonly parts?: readonly Part[];
  /** Makes what it needs on parts that run: tables, streams. Safe to run again. */
  prepare?(env: Env): Promise<void>;
  /** Makes something of its own for one test. */
  isolate?(env: Env): Promise<Isolated>;
  /** Stores an event in the outbox, alone: what `npm run emit` does. An application stores it with the fact that it tells of. */
  store?(env: Env, event: object): Promise<void>;
  /** How functions run. One package of a repo has it. */
  readonly provider?: Provider;
  /** Where the settings send spans; the local receiver passes a copy on. */
  spansTo?(env: Env): SpanTarget | undefined;
};

/** What `npm run emit` needs of the package that has the schemas of events. Each type's sample is `samples/<type>.json` in its folder. */
export type EventsModule = {
  readonly eventTypes: readonly string[];
  /** Makes an event around its data. Throws where the data does not fit the schema. */
  makeEvent(
    type: string,
    event: { readonly subject: string; readonly data: unknown; readonly traceparent: string },
  ): object;
};

/** A setting that a rotation has changed, for whoever keeps it as a secret. */
export type RotatedKey = { readonly setting: string; readonly value: string };

/** What a package exports at `./ops`: what only it can do when its part must be looked after. */
export type OpsModule = {
  /** The names that `rotateKey` takes. */
  keys?(env: Env): Promise<readonly string[]>;
  /** Gives the named key a new secret. `undefined` when there is no key of this name. */
  rotateKey?(env: Env, name: string): Promise<RotatedKey | undefined>;
};
