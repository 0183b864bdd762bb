import { gitFailed, plumb } from '../../git/plumbing.ts';
import type { Repository } from './repository.ts';

/**
 * An update writes one pack that is fast to make. Without these options git would unpack it into single files. The next
 * gc compresses it.
 */
export const onePack = ['-c', 'fastimport.unpackLimit=1', '-c', 'pack.compression=1'];

/** Writes the new bytes of an update into the object folder that `env` names. No ref and nothing else changes. */
export async function writeBlobs(
  { root }: Repository,
  versions: Iterable<{ readonly bytes?: Uint8Array } | undefined>,
  env: Record<string, string>,
): Promise<void> {
  const parts: Uint8Array[] = [text('feature done\n')];
  for (const version of versions) if (version?.bytes) parts.push(text('blob\n'), ...data(version.bytes));
  parts.push(text('done\n'));
  const { code, stderr } = await plumb(root, [...onePack, 'fast-import', '--quiet'], {
    input: Buffer.concat(parts),
    env,
  });
  if (code !== 0) throw gitFailed('git cannot store the update', stderr);
}

/** Bytes in the format of the fast-import stream. */
export function data(bytes: Uint8Array): Uint8Array[] {
  return [text(`data ${bytes.byteLength}\n`), bytes, text('\n')];
}

/** A text in the format of the fast-import stream. */
export function text(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}

/** A path in the format of git's streams. */
export function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
