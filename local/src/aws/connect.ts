import type { ConnectedFunction, Connection, ConnectOptions, Invoke } from '../contract/index.ts';
import { serveHttp } from './http/serve.ts';
import type { StreamFunction } from './pump/settings.ts';
import { runSchedule } from './schedule.ts';
import { connectStream } from './stream.ts';
import type { StreamNames } from './streams.ts';

/**
 * Connects a function to its trigger, with the event shapes and the retry rules of AWS. A stream that is connected
 * again continues where it stopped.
 */
export async function connect(
  names: StreamNames,
  fn: ConnectedFunction,
  invoke: Invoke,
  options: ConnectOptions,
): Promise<Connection> {
  switch (fn.trigger.type) {
    case 'stream':
      return connectStream(names, fn as StreamFunction, invoke, options);
    case 'schedule':
      return runSchedule(fn.name, fn.trigger, invoke, options);
    case 'http':
      return serveHttp(invoke, options.port, options.onLine);
  }
}
