import { isUtf8 } from 'node:buffer';
import { WorkshopError } from '../errors.ts';
import { sha256 } from '../tree/digest.ts';
import type { RelPath, Role, TemplateId, Tree, TreeFile } from '../tree/tree.ts';
import { decodeText } from './text-on-disk.ts';

/** The path of the base in a repo. */
export const basePath = '.workshop/base.jsonl';

/** Folders in which the tool keeps its own files. They are never part of the base. */
export const workshopFolder = '.workshop/';

/** Lockfiles belong to the package manager and are never in the base. */
const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'];

/** A file's mode as git records it. */
type Mode = '100644' | '100755';

/** One file of the last pristine render; a line of the base. */
export type BaseRecord = {
  readonly path: RelPath;
  readonly id: TemplateId;
  readonly role: Role;
  readonly mode: Mode;
  readonly sha256: string;
  readonly bytes: Uint8Array;
};

/** Whether a later update compares this file. Lockfiles and the tool's own files are not compared. */
export function belongsToBase(path: RelPath): boolean {
  return !path.startsWith(workshopFolder) && !isLockfile(path);
}

/** Whether a path is a lockfile of a package manager. */
export function isLockfile(path: RelPath): boolean {
  return lockfiles.includes(path.slice(path.lastIndexOf('/') + 1));
}

/** Writes a pristine render as one line per file, sorted by path. The same render always gives the same bytes. */
export function writeBase(tree: Tree): Buffer {
  const lines = [...tree.keys()].sort().flatMap((path) => {
    const file = tree.get(path);
    return file && belongsToBase(path) ? [Buffer.from(recordOf(path, file), 'utf8')] : [];
  });
  return Buffer.concat(lines);
}

function recordOf(path: RelPath, { bytes, id, role, executable }: TreeFile): string {
  const mode: Mode = executable ? '100755' : '100644';
  return `${JSON.stringify({ path, id, role, mode, sha256: sha256(bytes), ...contentOf(bytes) })}\n`;
}

/** A file's bytes as a line stores them: UTF-8 text as text, everything else in base64. */
function contentOf({ buffer, byteOffset, byteLength }: Uint8Array): { text: string } | { base64: string } {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
}

/**
 * Finds the bytes of a base that have a digest. These are the given bytes, or the same text as UTF-8 with `\n` when a
 * checkout or a commit changed line endings or encoding. Line endings are not part of a record. Answers `undefined`
 * when the digest belongs to another base.
 */
export function recordedBytes(bytes: Buffer, digest: string): Buffer | undefined {
  if (sha256(bytes) === digest) return bytes;
  const read = decodeText(bytes);
  if (read === undefined) return undefined;
  const written = Buffer.from(read.text.replaceAll('\r\n', '\n'), 'utf8');
  return sha256(written) === digest ? written : undefined;
}

/**
 * Reads a base. Throws `failed` and names the damaged line when a line is not JSON, lacks a part, or has bytes with
 * another digest.
 */
export function readBase(source: Uint8Array): BaseRecord[] {
  const lines = Buffer.from(source).toString('utf8').split('\n');
  return lines.flatMap((line, at) => (line === '' ? [] : readRecord(line, () => at + 1)));
}

/**
 * Reads one line of a base. Throws `failed` when the line is damaged. `number` gives its number in the file, from 1 on,
 * and is called for the error only.
 */
export function readRecord(line: string, number: () => number): BaseRecord {
  const stored = parse(line, number);
  const { path, id, role, mode, sha256: digest, text, base64 } = stored;
  const content = text ?? base64;
  if (!isText(path) || !isText(id) || !isText(digest) || typeof content !== 'string')
    throw damagedBase(number(), 'a part is missing');
  if ((role !== 'frame' && role !== 'sample') || (mode !== '100644' && mode !== '100755'))
    throw damagedBase(number(), 'a part is missing');
  const bytes = Buffer.from(content, text === undefined ? 'base64' : 'utf8');
  if (sha256(bytes) !== digest) throw damagedBase(number(), `${path} was changed`);
  return { path, id, role, mode, sha256: digest, bytes };
}

function parse(line: string, number: () => number): Record<string, unknown> {
  let stored: unknown;
  try {
    stored = JSON.parse(line);
  } catch {
    throw damagedBase(number(), 'it is not JSON');
  }
  if (typeof stored === 'object' && stored !== null) return stored as Record<string, unknown>;
  throw damagedBase(number(), 'it is no record');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The error of a base that cannot be read. */
export function damagedBase(line: number, why: string): WorkshopError {
  return new WorkshopError('failed', `${basePath} is damaged in line ${line}: ${why}.`, {
    hint: `Bring back the committed one: git checkout HEAD -- ${basePath}`,
  });
}
