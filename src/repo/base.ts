import { isUtf8 } from 'node:buffer';
import { WorkshopError } from '../errors.ts';
import { sha256 } from '../tree/digest.ts';
import type { RelPath, Role, TemplateId, Tree, TreeFile } from '../tree/tree.ts';
import { decodeText } from './text-on-disk.ts';

/** Where the base stands in a repo. */
export const basePath = '.workshop/base.jsonl';

/** Where the tool keeps what is its own: never part of the base. */
export const workshopFolder = '.workshop/';

/** Lockfiles belong to the package manager and are never in the base. */
const lockfiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock'];

/** What git knows of a file's rights. */
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

/** True for the files that a later update compares: not the lockfiles, not what the tool itself keeps. */
export function belongsToBase(path: RelPath): boolean {
  return !path.startsWith(workshopFolder) && !isLockfile(path);
}

/** True for what a package manager writes down of its install. */
export function isLockfile(path: RelPath): boolean {
  return lockfiles.includes(path.slice(path.lastIndexOf('/') + 1));
}

/** Writes a pristine render as one line per file, sorted by path: the same render gives the same bytes. */
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

/** What a line keeps of a file's bytes: a text as text, anything else in base64. */
function contentOf({ buffer, byteOffset, byteLength }: Uint8Array): { text: string } | { base64: string } {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return isUtf8(bytes) ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') };
}

/**
 * The bytes of a base that have a digest: as they were given, or with the line endings and the encoding that it was written in, where a
 * checkout or a commit has made others of them. No line ending belongs to a record. `undefined` where it is another base.
 */
export function recordedBytes(bytes: Buffer, digest: string): Buffer | undefined {
  if (sha256(bytes) === digest) return bytes;
  const read = decodeText(bytes);
  if (read === undefined) return undefined;
  const written = Buffer.from(read.text.replaceAll('\r\n', '\n'), 'utf8');
  return sha256(written) === digest ? written : undefined;
}

/** Reads a base. Throws `failed` with the line that is damaged: not JSON, a part missing, or bytes that do not have their digest. */
export function readBase(source: Uint8Array): BaseRecord[] {
  const lines = Buffer.from(source).toString('utf8').split('\n');
  return lines.flatMap((line, at) => (line === '' ? [] : readRecord(line, () => at + 1)));
}

/** Reads one line of a base. Throws `failed` where it is damaged, with its number, from 1 on: it is asked for only then. */
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
