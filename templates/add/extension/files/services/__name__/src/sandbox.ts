import { Worker } from 'node:worker_threads';
import { type Json, type JsonObject, printable, unstorable } from '@app/core';
import { type Limits, limits as usual } from './limits.ts';

/** The code of a tenant failed, or was stopped: what it did is in the message. Another tenant has nothing to do with it. */
export class TenantError extends Error {
  override readonly name = 'TenantError';

  constructor(reason: string) {
    // The tenant's own words: they go into a log and a database.
    super(printable(reason, 300));
  }
}

/** What a thread says: that it is ready, what came out, or why nothing did. */
type Said = 'ready' | { readonly output: string } | { readonly reason: string };

/**
 * Runs a tenant's `transform(input)` in a sandbox of its own and answers the JSON object that it returns. Two guards stop it: the sandbox
 * counts its time and memory, and the thread around it is ended where the sandbox cannot look (a built-in that takes an hour).
 * Throws `TenantError` for everything that is the tenant's doing, any other error for what is ours.
 */
export async function transformIn(source: string, input: Json, limits: Limits = usual): Promise<JsonObject> {
  const text = JSON.stringify(input);
  refuseLarge('its input', text, limits.inputBytes);
  refuseLarge('the code', source, limits.sourceBytes);
  const output = await runOnce({ source, input: text, limits });
  refuseLarge('its output', output, limits.outputBytes);
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    throw new TenantError('transform answered no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TenantError('transform must answer an object');
  }
  const refused = unstorable(value as JsonObject);
  if (refused !== undefined) throw new TenantError(`its answer holds ${refused}`);
  return value as JsonObject;
}

function runOnce(workerData: {
  readonly source: string;
  readonly input: string;
  readonly limits: Limits;
}): Promise<string> {
  const { killMs, startMs } = workerData.limits;
  const thread = new URL('./sandbox.worker.mjs', import.meta.url);
  const worker = new Worker(thread, {
    workerData,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  return new Promise<string>((resolve, reject) => {
    let ready = false;
    let timer = setTimeout(() => reject(new Error(`no thread for a sandbox within ${startMs} ms`)), startMs);
    const failed = (reason: string) => reject(ready ? new TenantError(reason) : new Error(reason));
    worker.on('error', (error) => failed(`the sandbox broke: ${error.message}`));
    worker.on('exit', () => failed('the sandbox ended without an answer'));
    worker.on('message', (said: Said) => {
      clearTimeout(timer);
      if (said === 'ready') {
        ready = true;
        timer = setTimeout(() => reject(new TenantError(`ended after ${killMs} ms`)), killMs);
      } else if ('output' in said) resolve(said.output);
      else reject(new TenantError(said.reason));
    });
    void worker.once('exit', () => clearTimeout(timer));
  }).finally(() => worker.terminate());
}

function refuseLarge(what: string, text: string, most: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > most) throw new TenantError(`${what} has ${bytes} bytes; ${most} is the most`);
}
