import { type PackRow, packMagic } from '../src/layers/pack.ts';
import { packBytes, unpackBytes } from '../src/layers/packed-bytes.ts';
import { bytesOf, recordContent } from '../src/tree/record.ts';

/** A template file of a tool version: its bytes, and whether it is executable. */
type Template = { readonly bytes: Buffer; readonly executable: boolean };

/** What a version changes: a file's new bytes or its mode by `<layer folder>/<path>`; `undefined` takes it out. */
export type Changes = Readonly<Record<string, string | Buffer | Template | undefined>>;

/**
 * Makes the pack of another version from a pack, for tests and benches.
 * Throws for a file with placeholders: those are code in the bundle, and a pack cannot change them.
 */
export function repack(stored: Buffer, changes: Changes): Buffer {
  const pack = unpackBytes(stored);
  const start = 8 + pack.readUInt32LE(4);
  const index = JSON.parse(pack.toString('utf8', 8, start)) as Record<string, PackRow[]>;
  const blobs: Buffer[] = [];
  const open = new Map(Object.entries(changes));
  let offset = 0;
  const add = (path: string, blob: Buffer, flags: number): PackRow => {
    blobs.push(blob);
    offset += blob.length;
    return [path, offset - blob.length, blob.length, flags];
  };
  const next: Record<string, PackRow[]> = {};
  for (const [folder, rows] of Object.entries(index)) {
    next[folder] = rows.flatMap(([path, at, length, flags]) => {
      const id = `${folder}/${path}`;
      const blob = pack.subarray(start + at, start + at + length);
      if (!open.has(id)) return [add(path, blob, flags)];
      if ((flags & 2) !== 0) throw new Error(`${id} has placeholders`);
      const change = asTemplate(open.get(id), { bytes: bytesOf(blob), executable: (flags & 1) !== 0 });
      open.delete(id);
      return change ? [add(path, recordContent(change.bytes), change.executable ? 1 : 0)] : [];
    });
  }
  for (const [id, given] of open) {
    const folder = Object.keys(next)
      .filter((name) => id.startsWith(`${name}/`))
      .sort((a, b) => b.length - a.length)[0];
    const change = asTemplate(given, { bytes: Buffer.alloc(0), executable: false });
    if (!folder || !change) throw new Error(`${id} is in no layer`);
    next[folder]?.push(add(id.slice(folder.length + 1), recordContent(change.bytes), change.executable ? 1 : 0));
  }
  const header = Buffer.from(JSON.stringify(next), 'utf8');
  const head = Buffer.alloc(8);
  head.write(packMagic, 'latin1');
  head.writeUInt32LE(header.length, 4);
  // Packed quickly: it is read at the same speed.
  return packBytes(Buffer.concat([head, header, ...blobs]), 3);
}

function asTemplate(change: Changes[string], old: Template): Template | undefined {
  if (change === undefined) return undefined;
  if (typeof change === 'string') return { ...old, bytes: Buffer.from(change, 'utf8') };
  return Buffer.isBuffer(change) ? { ...old, bytes: change } : change;
}
