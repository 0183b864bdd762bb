import type { FunctionDefinition, Invoke } from './function-definition.ts';
import type { Env } from './part.ts';

/** A function, with the settings that only one provider has in a block with its name. */
export type ConnectedFunction = FunctionDefinition & { readonly [provider: string]: unknown };

/** What a trigger needs to be connected. */
export type ConnectOptions = {
  readonly env: Env;
  /** A folder for checkpoints and for records that were given up. */
  readonly dataDir: string;
  /** The port for an HTTP function. 0 takes a free one. */
  readonly port: number;
  /** Gets a line about each failed call that nobody waits for. Without it the lines go to stderr. */
  readonly onLine?: (line: string) => void;
};

/** A connected trigger. */
export type Connection = {
  /** A name for people of what starts the function. */
  readonly title: string;
  readonly url?: string;
  /** Starts no more calls, and waits for the running ones. */
  stop(): Promise<void>;
};

/** The facts about one invocation. */
export type Invocation = {
  readonly functionName: string;
  readonly memoryMb: number;
  /** When the function will be stopped, in ms since 1970. */
  readonly deadline: number;
};

/** Calls a handler as the provider does. Answers what the handler returns, and throws what it throws. */
export type CallHandler = (handler: unknown, event: unknown, invocation: Invocation) => Promise<unknown>;

/** A record that was moved out of the way. */
export type Drained = { readonly id: string; readonly key: string; readonly shardId: string };

/** How a provider runs functions on this machine. */
export type Provider = {
  readonly name: string;
  /** The address of the module that exports `callHandler`. It is loaded in each function's process. */
  readonly caller: string;
  /** The environment variables that tell a function its name and settings. */
  environment(fn: FunctionDefinition): Readonly<Record<string, string>>;
  /**
   * Connects a function to its trigger, with the provider's event shapes and retry rules. A stream that is connected
   * again continues where it stopped.
   */
  connect(fn: ConnectedFunction, invoke: Invoke, options: ConnectOptions): Promise<Connection>;
  /**
   * Asks that the record on which a function fails goes to the failure destination. The function reads a stream and may
   * run in any process. Answers what was moved; `undefined` when nothing failed in this time.
   */
  drain?(dataDir: string, functionName: string, patienceMs: number): Promise<Drained | undefined>;
};
