import { delimiter, resolve } from 'node:path';
import { gitFailed, plumb } from '../../git/plumbing.ts';

/**
 * The environment in which git writes new objects into another folder and still reads the repository's objects. The
 * repository stays as it is.
 */
export async function objectsElsewhere(root: string, folder: string): Promise<Record<string, string>> {
  const { code, stdout, stderr } = await plumb(root, ['rev-parse', '--git-path', 'objects']);
  if (code !== 0) throw gitFailed('git cannot name its objects', stderr);
  // Git gives an absolute path only from 2.31 on.
  const objects = resolve(root, stdout.toString('utf8').trim());
  const alternates = process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES;
  return {
    GIT_OBJECT_DIRECTORY: folder,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates === undefined ? objects : `${objects}${delimiter}${alternates}`,
  };
}
