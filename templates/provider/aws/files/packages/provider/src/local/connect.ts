import type { FunctionDefinition, Invoke } from '@app/core/local';
import type { Env } from '../kinesis-client.ts';
import { serveHttp } from './http/serve.ts';
import type { AwsKnobs } from './pump/settings.ts';
import { runSchedule } from './schedule.ts';
import { connectStream } from './stream.ts';

/** Where a trigger finds what it needs. */
export type ConnectOptions = {
  readonly env: Env;
  /** A folder for checkpoints and for what was given up. */
  readonly dataDir: string;
  /** For HTTP functions; 0 takes a free one. */
  readonly port: number;
};

/** A connected trigger. */
export type Connection = {
  /** For people: what starts the function. */
  readonly title: string;
  readonly url?: string;
  /** Starts nothing more, and waits for what is under way. */
  stop(): Promise<void>;
};

/** Connects a function to its trigger, with the event shapes and the retry rules of AWS. Connected again, a stream goes on where it stopped. */
export async function connect(
  fn: FunctionDefinition & { readonly aws?: AwsKnobs },
  invoke: Invoke,
  options: ConnectOptions,
): Promise<Connection> {
  switch (fn.trigger.type) {
    case 'stream':
      return connectStream({ ...fn, trigger: fn.trigger }, invoke, options);
    case 'schedule':
      return runSchedule(fn.name, fn.trigger, invoke, options.env);
    case 'http':
      return serveHttp(invoke, options.port);
  }
}
