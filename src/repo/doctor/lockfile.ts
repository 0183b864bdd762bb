import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ManagerName } from '../package-manager.ts';

/** The package manager whose lockfile is in the repo. npm when no other lockfile is there. */
export function managerOf(root: string): ManagerName {
  if (existsSync(join(root, 'pnpm-lock.yaml'))) return 'pnpm';
  return existsSync(join(root, 'yarn.lock')) ? 'yarn' : 'npm';
}
