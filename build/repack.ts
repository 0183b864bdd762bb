import { joinPack, type PackEntry, splitPack } from '../src/layers/pack.ts';

/** A template file of a tool version: its bytes, and whether it is executable. */
type Template = { readonly bytes: Buffer; readonly executable: boolean };

/** The changes of a version: a file's new bytes or mode, by `<layer folder>/<path>`. `undefined` removes the file. */
export type Changes = Readonly<Record<string, string | Buffer | Template | undefined>>;

/**
 * Makes the pack of another version from a pack, for tests and benches. Throws for a file with placeholders: their
 * parts are in the bundle, so a pack cannot change them.
 */
export function repack(pack: Buffer, changes: Changes): Buffer {
  const open = new Map(Object.entries(changes));
  const next: Record<string, PackEntry[]> = {};
  for (const [folder, files] of splitPack(pack)) {
    next[folder] = files.flatMap(({ path, offset, length, executable, template }): PackEntry[] => {
      const id = `${folder}/${path}`;
      const blob = pack.subarray(offset, offset + length);
      if (!open.has(id)) return [{ path, blob, flags: (executable ? 1 : 0) | (template ? 2 : 0) }];
      if (template) throw new Error(`${id} has placeholders`);
      const change = asTemplate(open.get(id), { bytes: blob, executable });
      open.delete(id);
      return change ? [entryOf(path, change)] : [];
    });
  }
  for (const [id, given] of open) {
    const folder = Object.keys(next)
      .filter((name) => id.startsWith(`${name}/`))
      .sort((a, b) => b.length - a.length)[0];
    const change = asTemplate(given, { bytes: Buffer.alloc(0), executable: false });
    if (!folder || !change) throw new Error(`${id} is in no layer`);
    next[folder]?.push(entryOf(id.slice(folder.length + 1), change));
  }
  return joinPack(next);
}

function entryOf(path: string, { bytes, executable }: Template): PackEntry {
  return { path, blob: bytes, flags: executable ? 1 : 0 };
}

function asTemplate(change: Changes[string], old: Template): Template | undefined {
  if (change === undefined) return undefined;
  if (typeof change === 'string') return { ...old, bytes: Buffer.from(change, 'utf8') };
  return Buffer.isBuffer(change) ? { ...old, bytes: change } : change;
}
