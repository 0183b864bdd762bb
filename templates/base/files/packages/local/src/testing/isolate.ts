import { loadExports } from '../repo.ts';

type Env = Readonly<Record<string, string | undefined>>;
type TestingModule = { isolate?(env: Env): Promise<{ env: Record<string, string>; drop(): Promise<void> }> };

/** Lets every package that has state make some of its own for one test: a database, a table, a stream. */
export async function isolate(env: Env): Promise<{ env: Record<string, string | undefined>; drop(): Promise<void> }> {
  const own = { ...env };
  const drops: (() => Promise<void>)[] = [];
  for (const module of await loadExports<TestingModule>('./testing')) {
    const made = await module.isolate?.(own);
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
