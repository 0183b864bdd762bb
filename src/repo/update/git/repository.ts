import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import type { ObjectFormat } from './objects.ts';

/** A generated repo in its git repository. Paths are absolute; `prefix` is '' or ends with `/`. */
export type Repository = {
  /** The folder with `workshop.json`. */
  readonly root: string;
  /** The path from the top of the work tree to `root`, as git writes it. */
  readonly prefix: string;
  readonly gitDir: string;
  readonly index: string;
  /** The folder of git's objects. */
  readonly objects: string;
  /** The checked-out commit. */
  readonly head: string;
  readonly format: ObjectFormat;
};

/** A file as git knows it. */
export type Entry = { readonly mode: string; readonly oid: string };

/** Git operations that may be unfinished: the file in git's folder that shows one, and its name. */
const underWay: readonly (readonly [string, string])[] = [
  ['MERGE_HEAD', 'a merge'],
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase or git am'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['BISECT_LOG', 'a bisect'],
];

/** Finds the git repository of `root`. Throws `refused` when there is none, or no commit. */
export async function findRepository(root: string): Promise<Repository> {
  const asked = [
    '--show-object-format',
    '--absolute-git-dir',
    '--git-path',
    'index',
    '--git-path',
    'objects',
    '--show-prefix',
  ];
  const { code, stdout, stderr } = await plumb(root, ['rev-parse', ...asked, '--verify', '--quiet', 'HEAD']);
  const lines = stdout.toString('utf8').split('\n');
  const [format = '', gitDir = '', index = '', objects = '', prefix = ''] = lines;
  if (format === '' && stderr.includes('dubious ownership')) {
    throw new WorkshopError('refused', `git does not work in ${root}: the repository belongs to somebody else.`, {
      hint: `If you trust it: git config --global --add safe.directory ${/safe\.directory (\S+)/.exec(stderr)?.[1] ?? root}`,
    });
  }
  if (format === '') {
    throw new WorkshopError('refused', `${root} is in no git repository: an update needs one to be undone.`, {
      hint: 'git init && git add --all && git commit -m "Before the update"',
    });
  }
  const head = lines[5] ?? '';
  if (code !== 0 || head === '') {
    throw new WorkshopError('refused', 'Nothing is committed yet: an update needs a commit to come back to.', {
      hint: 'git add --all && git commit -m "Before the update"',
    });
  }
  // Git gives an absolute path only from 2.31 on.
  const paths = { index: resolve(root, index), objects: resolve(root, objects) };
  return { root, prefix, gitDir, ...paths, head, format: format as ObjectFormat };
}

/** Throws `refused` when another git operation is unfinished. */
export function refuseUnderWay({ gitDir }: Repository): void {
  for (const [file, words] of underWay) {
    if (existsSync(join(gitDir, file))) {
      throw new WorkshopError('refused', `${words[0]?.toUpperCase()}${words.slice(1)} is under way here.`, {
        hint: 'Finish it first: git status says how.',
      });
    }
  }
}

/** The files of the checked-out commit below the root. Throws `refused` when git cannot list them. */
export async function committedFiles({ root, prefix, head }: Repository): Promise<Map<RelPath, Entry>> {
  const only = prefix === '' ? [] : ['--', prefix];
  const { code, stdout, stderr } = await plumb(root, ['ls-tree', '-r', '-z', '--full-tree', head, ...only]);
  if (code !== 0) throw gitFailed('git cannot list the files', stderr);
  const files = new Map<RelPath, Entry>();
  const text = stdout.toString('utf8');
  // Each entry is `<mode> <type> <oid>\t<path>\0`. It is parsed without splitting the text, because the loop runs over
  // every file of the repo.
  for (let at = 0, end = text.indexOf('\0'); end >= 0; at = end + 1, end = text.indexOf('\0', at)) {
    const tab = text.indexOf('\t', at);
    const mode = text.slice(at, text.indexOf(' ', at));
    files.set(text.slice(tab + 1 + prefix.length, end), { mode, oid: text.slice(tab - head.length, tab) });
  }
  return files;
}

/** A path with uncommitted changes. */
export type Uncommitted = {
  readonly path: RelPath;
  readonly unmerged: boolean;
  /** Whether the disk has other changes than the staged ones. */
  readonly onDisk: boolean;
};

/** The paths below the root with uncommitted changes. Untracked files are not included. */
export async function uncommitted({ root, prefix }: Repository): Promise<Uncommitted[]> {
  const args = ['status', '--porcelain=v2', '-z', '--untracked-files=no', '--ignore-submodules=dirty', '--no-renames'];
  const { code, stdout, stderr } = await plumb(root, [...args, '--', '.']);
  if (code !== 0) throw gitFailed('git status failed', stderr);
  return stdout
    .toString('utf8')
    .split('\0')
    .filter((line) => line.startsWith('1 ') || line.startsWith('u '))
    .map((line) => {
      const unmerged = line.startsWith('u ');
      const path = line
        .split(' ')
        .slice(unmerged ? 10 : 8)
        .join(' ');
      return { path: path.slice(prefix.length), unmerged, onDisk: unmerged || line[3] !== '.' };
    });
}
