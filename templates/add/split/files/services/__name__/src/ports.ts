import type { {{portTypes}} } from '@app/core';

/** What the module needs from outside: from the shop while that mounts it, from `main.ts` where it runs alone. */
export type ShopPorts = { {{portFields}} };
