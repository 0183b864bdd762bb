import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';
import { installCommand, type ManagerName } from '../../package-manager.ts';
import type { Repository } from '../git/repository.ts';

/** What each package manager writes down. */
const lockfiles: Readonly<Record<ManagerName, string>> = {
  npm: 'package-lock.json',
  pnpm: 'pnpm-lock.yaml',
  yarn: 'yarn.lock',
};

/** What stands to be committed. */
export type Staged = {
  readonly repository: Pick<Repository, 'root' | 'prefix'>;
  readonly message: string;
  /** The paths that the update wrote. */
  readonly touched: ReadonlySet<RelPath>;
  /** Work of the user that is in no commit, and is not to go along. */
  readonly others: boolean;
};

/** The commands that commit an update. */
export function commitCommands({ repository, message, touched, others }: Staged, manager: ManagerName): string[] {
  const own = foldersWithOwnLock(repository.root, touched);
  const added = [lockfiles[manager], ...own.map((folder) => `${folder}/${lockfiles.npm}`)];
  // Beside the repo there may be work of others in a larger repository.
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

/** The folders outside of the workspace whose package.json was written: the install at the root does not see their locks. */
function foldersWithOwnLock(root: string, touched: ReadonlySet<RelPath>): RelPath[] {
  return [...touched]
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => dirname(path))
    .filter((folder) => existsSync(join(root, folder, lockfiles.npm)))
    .sort();
}
