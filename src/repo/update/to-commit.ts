import type { RelPath } from '../../tree/tree.ts';
import { gatesPage } from '../advance/gates-page.ts';
import { isLockfile } from '../base.ts';
import { installCommand, type ManagerName } from '../package-manager.ts';

/** What each package manager writes down. */
const lockfiles: Readonly<Record<ManagerName, string>> = {
  npm: 'package-lock.json',
  pnpm: 'pnpm-lock.yaml',
  yarn: 'yarn.lock',
};

/** The commands that commit an update. `others`: work of the user that is in no commit, and is not to go along. */
export function toCommit(message: string, manager: ManagerName, others: boolean): string[] {
  return [
    'Everything is staged, nothing is committed. Lockfiles are not merged, they are made again:',
    `  ${installCommand(manager)}`,
    ...(others ? [`  git add ${lockfiles[manager]}`] : []),
    `  git commit ${others ? '' : '--all '}--message "${message}"`,
    ...(others ? ['Changes of yours are under way here: unstage what you had staged, it would go along.'] : []),
    'To take it back before that: npm run workshop -- update --abort',
  ];
}

/** True where something is uncommitted that an update neither wrote nor lets be written. */
export function hasOthers(dirty: readonly { readonly path: RelPath }[], touched: ReadonlySet<RelPath>): boolean {
  return dirty.some(({ path }) => !touched.has(path) && path !== gatesPage && !isLockfile(path));
}
