import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkshopError } from '../errors.ts';
import type { Part } from '../tree/render.ts';

/** One template file in the pack: the place of its bytes, and whether it has placeholders. */
type PackedFile = {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly executable: boolean;
  readonly template: boolean;
};

/**
 * All template files by folder. `bytesOf` reads a file, `partsOf` the texts and placeholders of a file that has
 * placeholders.
 */
export type Pack = {
  filesOf(folder: string): readonly PackedFile[];
  bytesOf(file: PackedFile): Uint8Array;
  partsOf(file: PackedFile): readonly Part[];
};

/**
 * A row of the index as it is stored: path, length, flags (1 executable, 2 template). A file begins where the one
 * before it ends.
 */
type PackRow = readonly [path: string, length: number, flags: number];

/** The first bytes of a pack file. */
const packMagic = 'CSW5';

/** A file to be packed. Its flags are those of the index. */
export type PackEntry = { readonly path: string; readonly flags: number; readonly blob: Buffer };

/**
 * Makes a pack: magic, length of the index (uint32 LE), the index as JSON by folder, then the contents of the files in
 * the order of the index.
 */
export function joinPack(folders: Readonly<Record<string, readonly PackEntry[]>>): Buffer {
  const rows = (entries: readonly PackEntry[]) =>
    entries.map(({ path, flags, blob }): PackRow => [path, blob.length, flags]);
  const index = Object.fromEntries(Object.entries(folders).map(([folder, entries]) => [folder, rows(entries)]));
  const header = Buffer.from(JSON.stringify(index), 'utf8');
  const start = Buffer.alloc(8);
  start.write(packMagic, 'latin1');
  start.writeUInt32LE(header.length, 4);
  return Buffer.concat([
    start,
    header,
    ...Object.values(folders).flatMap((entries) => entries.map(({ blob }) => blob)),
  ]);
}

/** The files of a pack by folder. `offset` counts from the first byte of the pack. */
export function splitPack(pack: Buffer): Map<string, PackedFile[]> {
  let offset = 8 + pack.readUInt32LE(4);
  const index = JSON.parse(pack.toString('utf8', 8, offset)) as Record<string, PackRow[]>;
  const folders = new Map<string, PackedFile[]>();
  for (const [folder, rows] of Object.entries(index)) {
    const files: PackedFile[] = [];
    for (const [path, length, flags] of rows) {
      files.push({ path, offset, length, executable: (flags & 1) !== 0, template: (flags & 2) !== 0 });
      offset += length;
    }
    folders.set(folder, files);
  }
  return folders;
}

/** The path of the pack in the package at `root`. */
export function packIn(root: string): string {
  return join(root, 'dist/templates.pack');
}

/** Opens a pack. Throws `failed` when the file is missing or damaged. */
export function openPack(file: string | URL): Pack {
  const data = readStored(file);
  if (data.toString('latin1', 0, 4) !== packMagic) {
    throw new WorkshopError('failed', `The templates are damaged: ${String(file)}.`, {
      hint: 'Install the package again.',
    });
  }
  const folders = splitPack(data);
  return {
    filesOf: (folder) => folders.get(folder) ?? [],
    bytesOf: ({ offset, length }) => data.subarray(offset, offset + length),
    partsOf: ({ offset, length }) => JSON.parse(data.toString('utf8', offset, offset + length)) as Part[],
  };
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
