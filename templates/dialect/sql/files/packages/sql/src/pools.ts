import { engine } from './engine.ts';
import type { Env, Pool } from './engine-port.ts';

/** A pool of its own. Ports take `openPool`, so that one instance has one pool. */
export const createPool = (env: Env): Pool => engine.createPool(env);

/** A pool for a process that lives on, with nothing set but where and how many. */
export const plainPool: typeof engine.plainPool = (...settings) => engine.plainPool(...settings);

type Shared = { readonly pool: Pool; users: number };

const open = new Map<string, Shared>();

/**
 * The pool of this process for these settings. Whoever opens the same database shares its connections: one function
 * instance holds `DATABASE_POOL` of them in all, whatever number of ports it opens. The last `close` ends the pool.
 * Inside a transaction ask the client you hold: with one connection a second one is never free.
 */
export function openPool(env: Env): { readonly pool: Pool; close(): Promise<void> } {
  const key = JSON.stringify([env.DATABASE_URL, env.DATABASE_POOL, env.DATABASE_POOLER]);
  const shared = open.get(key) ?? { pool: createPool(env), users: 0 };
  open.set(key, shared);
  shared.users++;
  let closed = false;
  return {
    pool: shared.pool,
    async close() {
      if (closed) return;
      closed = true;
      if (--shared.users > 0) return;
      open.delete(key);
      await shared.pool.end();
    },
  };
}
