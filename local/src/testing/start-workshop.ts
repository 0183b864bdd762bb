import { inject } from 'vitest';
import { type WatchedOptions, type WatchedWorkshop, watchedWorkshop } from '../workshop/watched-workshop.ts';
import { isolate } from './isolate.ts';

/** The settings of the parts that vitest's global setup has started. */
export function sharedParts(): Record<string, string> {
  return inject('parts');
}

/** Starts services and functions on the shared parts, with a separate database, table and stream. */
export async function startWorkshop(options: WatchedOptions = {}): Promise<WatchedWorkshop> {
  const own = await isolate({ ...process.env, ...sharedParts() });
  return watchedWorkshop(options, own.env, own.drop);
}
