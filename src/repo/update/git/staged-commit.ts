import { gitFailed, plumb } from '../../git/plumbing.ts';
import type { Repository } from './repository.ts';

/** Who a commit is by that no branch names: it must not depend on an identity. */
export const nobody = {
  GIT_AUTHOR_NAME: 'create-serverless-workshop',
  GIT_AUTHOR_EMAIL: '',
  GIT_COMMITTER_NAME: 'create-serverless-workshop',
  GIT_COMMITTER_EMAIL: '',
};

/**
 * Makes a commit of what is staged, with the checked-out commit as its parent. It has no ref, and the index and the
 * disk stay as they are.
 */
export async function commitStaged({ root, head }: Repository): Promise<string> {
  const tree = await mustWrite(root, ['write-tree']);
  return mustWrite(root, ['commit-tree', tree, '-p', head, '-m', 'What is staged']);
}

async function mustWrite(root: string, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await plumb(root, args, { env: nobody });
  if (code !== 0) throw gitFailed('git cannot store what is staged', stderr);
  return stdout.toString('utf8').trim();
}
