import type { Env } from './client.ts';
import type { Fence } from './write.ts';

/** There is one region, and it may always write: a write asks nobody. */
export function openFence(_env: Env): Fence | undefined {
  return undefined;
}
