import { resolve } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { inTemporaryFolder } from '../../temporary-folder.ts';
import { quoted } from './fast-import.ts';
import { readBlobs } from './objects.ts';
import { objectsElsewhere } from './objects-elsewhere.ts';
import type { Repository } from './repository.ts';

/** What makes other characters of a file on its way into git. Line endings are no matter to who looks for lines. */
const converting = ['working-tree-encoding', 'filter'];

/**
 * What git would store of files that stand in another encoding on the disk, or go through a filter; the others are not among the answers:
 * they are on the disk what they are in git. The repository stays as it is.
 */
export async function storedBytes(repository: Repository, paths: readonly RelPath[]): Promise<Map<RelPath, Buffer>> {
  const { root } = repository;
  const converted = await convertedFiles(root, paths);
  if (converted.length === 0) return new Map();
  return inTemporaryFolder('csw-stored-', async (folder) => {
    const env = objectsElsewhere(repository, folder);
    const names = await cleanNames(repository, converted, { write: true, env });
    const blobs = await readBlobs(root, names, env);
    return new Map(converted.map((path, n) => [path, blobs.get(names[n] ?? '') ?? Buffer.alloc(0)]));
  });
}

/** What git would call the files, line endings and the like as it stores them; with `write` it stores them. */
export async function cleanNames(
  { root, prefix }: Pick<Repository, 'root' | 'prefix'>,
  paths: readonly RelPath[],
  { write = false, env = {} }: { write?: boolean; env?: Record<string, string> } = {},
): Promise<string[]> {
  if (paths.length === 0) return [];
  // It takes its list of paths from the top of the work tree, wherever it is run.
  const top = resolve(root, '../'.repeat(prefix.split('/').length - 1));
  const input = Buffer.from(paths.map((path) => `${quoted(prefix + path)}\n`).join(''), 'utf8');
  const args = ['hash-object', ...(write ? ['-w'] : []), '--stdin-paths'];
  const { code, stdout, stderr } = await plumb(top, args, { input, env });
  if (code !== 0) throw gitFailed('git cannot read the files of the update', stderr);
  return stdout.toString('utf8').trimEnd().split('\n');
}

async function convertedFiles(root: string, paths: readonly RelPath[]): Promise<RelPath[]> {
  if (paths.length === 0) return [];
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'utf8');
  const { stdout } = await plumb(root, ['check-attr', '-z', '--stdin', ...converting], { input });
  const parts = stdout.toString('utf8').split('\0');
  const found = new Set<RelPath>();
  for (let at = 0; at + 2 < parts.length; at += 3) {
    const [path = '', , value = ''] = parts.slice(at, at + 3);
    if (value !== 'unspecified' && value !== 'unset') found.add(path);
  }
  return [...found];
}
