import type { Env, LocalModule, Provider, SpanTarget } from './contract/index.ts';
import { loadExports } from './repo.ts';

/** Loads how the repo's provider runs functions. Throws when no package exports it. */
export async function loadProvider(): Promise<Provider> {
  const [provider] = (await localModules()).flatMap((module) => module.provider ?? []);
  if (!provider) throw new Error('no package of this repo exports a provider at ./local: packages/provider does');
  return provider;
}

/** Where the settings send spans. */
export async function spanTarget(env: Env): Promise<SpanTarget | undefined> {
  return (await localModules()).flatMap((module) => module.spansTo?.(env) ?? [])[0];
}

/** What the packages of the repo export at `./local`. */
export function localModules(): Promise<LocalModule[]> {
  return loadExports<LocalModule>('./local');
}
