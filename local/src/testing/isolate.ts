import type { Env, Isolated } from '../contract/index.ts';
import { localModules } from '../slots.ts';

/** Lets every package with state make a separate piece for one test: a database, a table, a stream. */
export async function isolate(env: Env): Promise<{ env: Env; drop(): Promise<void> }> {
  const own: Record<string, string | undefined> = { ...env };
  const drops: (() => Promise<void>)[] = [];
  const modules = await localModules();
  const parts = new Map(modules.flatMap((module) => module.parts ?? []).map((part) => [part.name, part]));
  for (const one of [...parts.values(), ...modules]) {
    const made: Isolated | undefined = await one.isolate?.(own);
    if (!made) continue;
    Object.assign(own, made.env);
    drops.push(made.drop);
  }
  return {
    env: own,
    async drop() {
      for (const drop of drops.reverse()) await drop();
    },
  };
}
