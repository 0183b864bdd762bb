import { join } from 'node:path';
import type { FunctionDefinition } from '../contract/index.ts';
import { readFunction } from '../repo.ts';
import { FunctionPool } from '../runtime/function-pool.ts';
import { loadProvider } from '../slots.ts';

/** A function that is served over HTTP without a workshop. */
export type ServedFunction = {
  readonly definition: FunctionDefinition;
  readonly url: string;
  stop(): Promise<void>;
};

/**
 * Serves the function of any folder with a `function.json`, also of another version than the one in `services/`. Throws
 * when it has no HTTP trigger.
 */
export async function serveFunction(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  onLine: (line: string) => void = () => {},
): Promise<ServedFunction> {
  const definition = readFunction(folder);
  const provider = await loadProvider();
  const pool = new FunctionPool({ function: { folder, definition }, provider, env, onLine });
  pool.warm();
  const options = { env, dataDir: join(folder, '.data'), port: 0 };
  const { url, stop } = await provider.connect(definition, (event) => pool.invoke(event), options);
  if (!url) {
    await Promise.all([stop(), pool.stop()]);
    throw new Error(`${folder}: ${definition.name} does not answer HTTP`);
  }
  return {
    definition,
    url,
    async stop() {
      await stop();
      await pool.stop();
    },
  };
}
