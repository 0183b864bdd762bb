import type { FunctionDefinition, Invoke } from './function-definition.ts';
import type { Env } from './part.ts';

/** A function, with what one provider alone knows in a block of its name. */
export type ConnectedFunction = FunctionDefinition & { readonly [provider: string]: unknown };

/** Where a trigger finds what it needs. */
export type ConnectOptions = {
  readonly env: Env;
  /** A folder for checkpoints and for what was given up. */
  readonly dataDir: string;
  /** For HTTP functions; 0 takes a free one. */
  readonly port: number;
  /** Told what goes wrong with a call that nobody waits for. Without it this goes to stderr. */
  readonly onLine?: (line: string) => void;
};

/** A connected trigger. */
export type Connection = {
  /** For people: what starts the function. */
  readonly title: string;
  readonly url?: string;
  /** Starts nothing more, and waits for what is under way. */
  stop(): Promise<void>;
};

/** What is known of one invocation. */
export type Invocation = {
  readonly functionName: string;
  readonly memoryMb: number;
  /** When the function will be stopped, in ms since 1970. */
  readonly deadline: number;
};

/** Calls a handler as the provider does. Answers or throws what the handler does. */
export type CallHandler = (handler: unknown, event: unknown, invocation: Invocation) => Promise<unknown>;

/** A record that was moved out of the way. */
export type Drained = { readonly id: string; readonly key: string; readonly shardId: string };

/** How a provider runs functions, on this machine. */
export type Provider = {
  readonly name: string;
  /** The address of the module that exports `callHandler`. It is loaded in the process of each function. */
  readonly caller: string;
  /** The settings that tell a function who it is. */
  environment(fn: FunctionDefinition): Readonly<Record<string, string>>;
  /** Connects a function to its trigger, with the provider's event shapes and retry rules. Connected again, a stream goes on where it stopped. */
  connect(fn: ConnectedFunction, invoke: Invoke, options: ConnectOptions): Promise<Connection>;
  /**
   * Asks for the record that a function on a stream fails on, in whatever process it runs, to go to the failure destination.
   * Answers what was moved; `undefined` when nothing failed for so long.
   */
  drain?(dataDir: string, functionName: string, patienceMs: number): Promise<Drained | undefined>;
};
