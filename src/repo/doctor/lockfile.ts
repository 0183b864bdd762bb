import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ManagerName } from '../package-manager.ts';

/** The package manager whose lockfile is in the repo; npm where it has none of another. */
export function managerOf(root: string): ManagerName {
  if (existsSync(join(root, 'pnpm-lock.yaml'))) return 'pnpm';
  return existsSync(join(root, 'yarn.lock')) ? 'yarn' : 'npm';
}
