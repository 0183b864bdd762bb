import { resolve } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { inTemporaryFolder } from '../../temporary-folder.ts';
import { quoted } from './fast-import.ts';
import { readBlobs } from './objects.ts';
import { objectsElsewhere } from './objects-elsewhere.ts';
import type { Repository } from './repository.ts';

/**
 * Attributes with which git stores other characters than the disk has. Line endings do not matter here, because the
 * callers search for lines.
 */
const converting = ['working-tree-encoding', 'filter'];

/**
 * The bytes that git would store for files in another encoding or with a filter. Other files are left out, because git
 * stores the same text that is on the disk. The repository stays as it is.
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

/**
 * The object ids of files as git would store them, with converted line endings and so on. With `write` git stores them.
 */
export async function cleanNames(
  { root, prefix }: Pick<Repository, 'root' | 'prefix'>,
  paths: readonly RelPath[],
  { write = false, env = {} }: { write?: boolean; env?: Record<string, string> } = {},
): Promise<string[]> {
  if (paths.length === 0) return [];
  // Git reads this list of paths relative to the top of the work tree, wherever it runs.
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
