import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { WorkshopError } from '../../../errors.ts';
import { plumb } from '../../git/plumbing.ts';
import { partsOf } from './on-disk.ts';

/** The hash algorithm of a repository's object ids. */
export type ObjectFormat = 'sha1' | 'sha256';

/** Git's object id for a file's bytes. */
export function blobId(bytes: Uint8Array, format: ObjectFormat): string {
  return createHash(format).update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

/** Git's object id for a file on the disk, which is read in parts. */
export function blobIdOf(path: string, format: ObjectFormat): string {
  const hash = createHash(format).update(`blob ${lstatSync(path).size}\0`);
  for (const part of partsOf(path)) hash.update(part);
  return hash.digest('hex');
}

/** Reads blobs by their ids in one call. Throws `failed` when one is missing. */
export async function readBlobs(
  cwd: string,
  ids: Iterable<string>,
  env: Record<string, string> = {},
): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(ids)];
  const blobs = new Map<string, Buffer>();
  if (wanted.length === 0) return blobs;
  const input = Buffer.from(wanted.map((id) => `${id}\n`).join(''));
  const { stdout } = await plumb(cwd, ['cat-file', '--batch'], { input, env });
  let at = 0;
  for (const id of wanted) {
    const end = stdout.indexOf(0x0a, at);
    const [, type, size] = stdout.toString('utf8', at, end).split(' ');
    if (end < 0 || type !== 'blob') {
      throw new WorkshopError('failed', `git cannot read object ${id}.`, { hint: 'Look at the repository: git fsck' });
    }
    at = end + 1 + Number(size) + 1;
    blobs.set(id, stdout.subarray(end + 1, at - 1));
  }
  return blobs;
}

/** The sizes of blobs in bytes, by their ids, in one call. No blob is read. */
export async function blobSizes(cwd: string, ids: Iterable<string>): Promise<Map<string, number>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const input = Buffer.from(wanted.map((id) => `${id}\n`).join(''));
  const { stdout } = await plumb(cwd, ['cat-file', '--batch-check'], { input });
  const lines = stdout.toString('utf8').split('\n');
  return new Map(
    wanted.flatMap((id, n): [string, number][] => {
      const [, type, size] = (lines[n] ?? '').split(' ');
      return type === 'blob' ? [[id, Number(size)]] : [];
    }),
  );
}
