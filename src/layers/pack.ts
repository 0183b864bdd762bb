import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { WorkshopError } from '../errors.ts';
import type { RecordEnd } from '../tree/record.ts';
import type { Part } from '../tree/render.ts';

/** One template file in the pack: where its bytes are, and whether placeholders stand in it. */
type PackedFile = {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly executable: boolean;
  readonly template: boolean;
};

/** All template files by folder. `recordEndOf` reads without a copy what the base will keep of a file, `partsOf` what a template is made of. */
export type Pack = {
  filesOf(folder: string): readonly PackedFile[];
  recordEndOf(file: PackedFile): RecordEnd;
  partsOf(file: PackedFile): readonly Part[];
};

/** What brotli made of a pack; `undefined` where it is no brotli. */
function unpacked(stored: Buffer): Buffer | undefined {
  try {
    return brotliDecompressSync(stored);
  } catch {
    return undefined;
  }
}

/** A row of the index as it is stored: path, offset, length, flags (1 executable, 2 template). */
export type PackRow = readonly [path: string, offset: number, length: number, flags: number];

/** The first bytes of a pack file. */
export const packMagic = 'CSW3';

/**
 * Opens `dist/templates.pack`, in brotli: magic, length of the index (uint32 LE), index as JSON by folder, then the record's end of every file
 * without placeholders and the parts, as JSON, of every file with some.
 * Throws `failed` when the file is missing or damaged.
 */
export function openPack(file: string | URL): Pack {
  let stored: Buffer;
  try {
    stored = readFileSync(file);
  } catch (cause) {
    throw new WorkshopError('failed', `The templates are missing: ${String(file)}.`, {
      hint: 'Install the package again.',
      cause,
    });
  }
  const data = unpacked(stored);
  if (data?.toString('latin1', 0, 4) !== packMagic) {
    throw new WorkshopError('failed', `The templates are damaged: ${String(file)}.`, {
      hint: 'Install the package again.',
    });
  }
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
    recordEndOf: ({ offset, length }) => data.subarray(start + offset, start + offset + length),
    partsOf: ({ offset, length }) =>
      JSON.parse(data.toString('utf8', start + offset, start + offset + length)) as Part[],
  };
}
