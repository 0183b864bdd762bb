import { readFileSync } from 'node:fs';
import { WorkshopError } from '../errors.ts';
import type { RecordContent } from '../tree/record.ts';
import type { Part } from '../tree/render.ts';
import { unpackBytes, unpackBytesBeside } from './packed-bytes.ts';

/** One template file in the pack: where its bytes are, and whether placeholders stand in it. */
type PackedFile = {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly executable: boolean;
  readonly template: boolean;
};

/** All template files by folder. `recordContentOf` reads without a copy what the base will keep of a file, `partsOf` what a template is made of. */
export type Pack = {
  filesOf(folder: string): readonly PackedFile[];
  recordContentOf(file: PackedFile): RecordContent;
  partsOf(file: PackedFile): readonly Part[];
};

/** A row of the index as it is stored: path, offset, length, flags (1 executable, 2 template). */
export type PackRow = readonly [path: string, offset: number, length: number, flags: number];

/** The first bytes of a pack file. */
export const packMagic = 'CSW4';

/** Opens `dist/templates.pack`. Throws `failed` when the file is missing or damaged. */
export function openPack(file: string | URL): Pack {
  const stored = readStored(file);
  return readPack(file, () => unpackBytes(stored));
}

/** The same, unpacked in a thread while the caller goes on. */
export async function openPackBeside(file: string | URL): Promise<Pack> {
  const data = await unpackBytesBeside(readStored(file)).catch(() => Buffer.alloc(0));
  return readPack(file, () => data);
}

function readStored(file: string | URL): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new WorkshopError('failed', `The templates are missing: ${String(file)}.`, {
      hint: 'Install the package again.',
      cause,
    });
  }
}

function unpackedOr(damaged: WorkshopError, unpack: () => Buffer): Buffer {
  try {
    const data = unpack();
    if (data.toString('latin1', 0, 4) === packMagic) return data;
  } catch {
    // Whatever the decompressor says, it comes to the same.
  }
  throw damaged;
}

/**
 * Reads an unpacked pack: magic, length of the index (uint32 LE), index as JSON by folder, then the record's content of every file
 * without placeholders and the parts, as JSON, of every file with some.
 */
function readPack(file: string | URL, unpack: () => Buffer): Pack {
  const damaged = new WorkshopError('failed', `The templates are damaged: ${String(file)}.`, {
    hint: 'Install the package again.',
  });
  const data = unpackedOr(damaged, unpack);
  const start = 8 + data.readUInt32LE(4);
  const index = JSON.parse(data.toString('utf8', 8, start)) as Record<string, PackRow[]>;
  return {
    filesOf: (folder) =>
      (index[folder] ?? []).map(([path, offset, length, flags]) => ({
        path,
        offset,
        length,
        executable: (flags & 1) !== 0,
        template: (flags & 2) !== 0,
      })),
    recordContentOf: ({ offset, length }) => data.subarray(start + offset, start + offset + length),
    partsOf: ({ offset, length }) =>
      JSON.parse(data.toString('utf8', start + offset, start + offset + length)) as Part[],
  };
}
