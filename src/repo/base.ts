import { WorkshopError } from '../errors.ts';
import { type RecordContent, recordContent, sha256 } from '../tree/record.ts';
import type { RelPath, Role, TemplateId, Tree } from '../tree/tree.ts';
import { BaseLine, pathOf } from './base-line.ts';

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

/**
 * Writes a pristine render as one line per file, sorted by path: the same render gives the same bytes. Lines that stand in `before` already, a base of
 * the same repo whose own digest was checked, are taken from there: to compare and copy them costs a tenth of making them.
 */
export function writeBase(tree: Tree, before: Buffer = Buffer.alloc(0)): Buffer {
  const pieces: Piece[] = [];
  const standing = linesOf(before);
  let most = 0;
  for (const path of [...tree.keys()].sort()) {
    const file = tree.get(path);
    if (!file || !belongsToBase(path)) continue;
    const mode: Mode = file.executable ? '100755' : '100644';
    const known = `{"path":${JSON.stringify(path)},"id":${JSON.stringify(file.id)},"role":"${file.role}","mode":"${mode}","sha256":"`;
    const content = file.recordContent ?? recordContent(file.bytes);
    const line = standing(path, known, content);
    const last = pieces.at(-1);
    if (line && last && 'to' in last && last.to === line.from) last.to = line.to;
    else pieces.push(line ?? { known: `${known}${file.digest ?? sha256(file.bytes)}",`, content });
    most += line ? line.to - line.from : (known.length + digestLength) * bytesPerUnit + content.byteLength;
  }
  // One buffer for all, filled in place: parts that are joined later would be as many buffers, and a copy of each.
  const base = Buffer.allocUnsafe(most);
  let at = 0;
  for (const piece of pieces) {
    if ('to' in piece) {
      at += before.copy(base, at, piece.from, piece.to);
      continue;
    }
    at += base.write(piece.known, at);
    base.set(piece.content, at);
    at += piece.content.byteLength;
    // Byte by byte: a call for a text of two takes longer than all the rest of the line.
    for (const byte of lineEnd) base[at++] = byte;
  }
  return base.subarray(0, at);
}

/** Lines of the base before, from one byte to another, or a line to be made. */
type Piece = { from: number; to: number } | { readonly known: string; readonly content: RecordContent };

const lineEnd = [0x7d, 0x0a];

/** In hex, with what stands behind it. */
const digestLength = 64 + '",'.length;

/** Finds lines in a base for whoever asks in the order of the paths: what is `known` of a line up to its digest, then its content. */
function linesOf(
  base: Buffer,
): (path: RelPath, known: string, content: RecordContent) => { from: number; to: number } | undefined {
  const at = new BaseLine(base);
  return (path, known, content) => {
    // Most stand where the finger is: to read the path of each would take longer than all the rest.
    if (!at.startsWith(known)) while (!at.isAtEnd && pathOf(at.line) < path) at.move();
    if (!at.startsWith(known)) return undefined;
    const { line, start } = at;
    at.move();
    const same = known.length + digestLength;
    const to = start + line.length + 1;
    if (line.length !== same + content.length + 1 || to > base.length) return undefined;
    return line.compare(content, 0, content.length, same, line.length - 1) === 0 ? { from: start, to } : undefined;
  };
}

/** A unit of a string takes at most as many bytes in UTF-8. */
const bytesPerUnit = 3;

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
