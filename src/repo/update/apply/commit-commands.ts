import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';
import { installCommand, type ManagerName } from '../../package-manager.ts';
import type { Repository } from '../git/repository.ts';

/** The lockfile of each package manager. */
const lockfiles: Readonly<Record<ManagerName, string>> = {
  npm: 'package-lock.json',
  pnpm: 'pnpm-lock.yaml',
  yarn: 'yarn.lock',
};

/** What is staged for the commit. */
export type Staged = {
  readonly repository: Pick<Repository, 'root' | 'prefix'>;
  readonly message: string;
  /** The paths that the update wrote. */
  readonly touched: ReadonlySet<RelPath>;
  /** Whether there is uncommitted work of the user that must not be in the commit. */
  readonly others: boolean;
};

/** The commands that commit an update. */
export function commitCommands({ repository, message, touched, others }: Staged, manager: ManagerName): string[] {
  const own = foldersWithOwnLock(repository.root, touched);
  const added = [lockfiles[manager], ...own.map((folder) => `${folder}/${lockfiles.npm}`)];
  // The repo may be a folder of a larger repository, in which others have uncommitted work.
  const [all, only] = repository.prefix === '' ? ['--all ', ''] : ['', ' -- .'];
  return [
    'Everything is staged, nothing is committed. Lockfiles are not merged, they are made again:',
    `  ${installCommand(manager)}`,
    ...own.map((folder) => `  npm install --prefix ${folder} --package-lock-only --omit-lockfile-registry-resolved`),
    ...(others || repository.prefix !== '' ? [`  git add ${added.join(' ')}`] : []),
    `  git commit ${others ? '' : all}--message "${message}"${others ? '' : only}`,
    ...(others ? ['Changes of yours are under way here: unstage what you had staged, it would go along.'] : []),
    'To take it back before that: npm run workshop -- update --abort',
  ];
}

/**
 * The folders outside of the workspace whose package.json changed. The install at the root does not update their
 * lockfiles.
 */
function foldersWithOwnLock(root: string, touched: ReadonlySet<RelPath>): RelPath[] {
  return [...touched]
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => dirname(path))
    .filter((folder) => existsSync(join(root, folder, lockfiles.npm)))
    .sort();
}
