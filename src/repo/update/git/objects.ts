import { createHash } from 'node:crypto';
import { WorkshopError } from '../../../errors.ts';
import { plumb } from '../../git/plumbing.ts';

/** The hash that a repository names its objects with. */
export type ObjectFormat = 'sha1' | 'sha256';

/** The name that git gives to a file's bytes. */
export function blobId(bytes: Uint8Array, format: ObjectFormat): string {
  return createHash(format).update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

/** Reads blobs by their names, all in one call. Throws `failed` when one is missing. */
export async function readBlobs(cwd: string, ids: Iterable<string>): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(ids)];
  const blobs = new Map<string, Buffer>();
  if (wanted.length === 0) return blobs;
  const input = Buffer.from(wanted.map((id) => `${id}\n`).join(''));
  const { stdout } = await plumb(cwd, ['cat-file', '--batch'], { input });
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
