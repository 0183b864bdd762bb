import { join } from 'node:path';
import type { Env, Part, RunningPart } from '../contract/index.ts';
import { localModules } from '../slots.ts';

/** How parts are started. */
export type PartsOptions = {
  /** The folder in which every part gets a folder. */
  readonly dataDir: string;
  readonly keep: boolean;
  readonly env: Env;
  /** Called for each part as soon as it can be used. */
  readonly onReady?: (part: { readonly title: string; readonly url?: string; readonly ms: number }) => void;
};

/** Running parts. */
export type StartedParts = {
  /** The settings that services need to reach them. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

/** Starts all parts of all packages at the same time, each name once. When one fails, the others are stopped. */
export async function startParts(options: PartsOptions): Promise<StartedParts> {
  const modules = await localModules();
  const parts = new Map(modules.flatMap((module) => module.parts ?? []).map((part) => [part.name, part]));
  const results = await Promise.allSettled([...parts.values()].map((part) => startPart(part, options)));
  const running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  const stop = async () => {
    await Promise.all(running.map((part) => part.stop()));
  };
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { env: Object.assign({}, ...running.map((part) => part.env)), stop };
}

async function startPart(part: Part, { dataDir, keep, env, onReady }: PartsOptions): Promise<RunningPart> {
  const began = performance.now();
  try {
    const running = await part.start({ dataDir: join(dataDir, part.name), keep, env });
    await running.ready().catch(async (error) => {
      await running.stop();
      throw error;
    });
    onReady?.({ title: part.title, ...(running.url && { url: running.url }), ms: performance.now() - began });
    return running;
  } catch (cause) {
    throw new Error(`${part.title} did not start: ${(cause as Error).message}`, { cause });
  }
}

/** Lets every package make what it needs on running parts: tables, streams. */
export async function prepareParts(env: Env): Promise<void> {
  for (const module of await localModules()) await module.prepare?.(env);
}
