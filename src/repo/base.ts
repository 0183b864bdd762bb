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
  return !path.startsWith(workshopFolder) && !lockfiles.includes(path.slice(path.lastIndexOf('/') + 1));
}

/**
 * Writes a pristine render as one line per file, sorted by path: the same render gives the same bytes. What stands in `before`, a base of the
 * same repo whose own digest was checked, has its digest from there: to compare bytes takes a tenth of the time.
 */
export function writeBase(tree: Tree, before: Buffer = Buffer.alloc(0)): Buffer {
  const digestBefore = digestsOf(before);
  const lines: { readonly known: string; readonly content: Uint8Array }[] = [];
  let most = 0;
  for (const path of [...tree.keys()].sort()) {
    const file = tree.get(path);
    if (!file || !belongsToBase(path)) continue;
    const mode: Mode = file.executable ? '100755' : '100644';
    const content = file.recordContent ?? recordContent(file.bytes);
    const digest = digestBefore(path, content) ?? file.digest ?? sha256(file.bytes);
    const known = `{"path":${JSON.stringify(path)},"id":${JSON.stringify(file.id)},"role":"${file.role}","mode":"${mode}","sha256":"${digest}",`;
    most += known.length * bytesPerUnit + content.byteLength + lineEnd.length;
    lines.push({ known, content });
  }
  // One buffer for all, filled in place: parts that are joined later would be as many buffers, and a copy of each.
  const base = Buffer.allocUnsafe(most);
  let at = 0;
  for (const { known, content } of lines) {
    at += base.write(known, at);
    base.set(content, at);
    at += content.byteLength;
    // Byte by byte: a call for a text of two takes longer than all the rest of the line.
    for (const byte of lineEnd) base[at++] = byte;
  }
  return base.subarray(0, at);
}

const lineEnd = [0x7d, 0x0a];

/** Answers the digests that stand in a base, to whoever asks in the order of the paths: where the same content stands behind it. */
function digestsOf(base: Buffer): (path: RelPath, content: RecordContent) => string | undefined {
  const at = new BaseLine(base);
  let reached = at.isAtEnd ? undefined : pathOf(at.line);
  return (path, content) => {
    while (reached !== undefined && reached < path) {
      at.move();
      reached = at.isAtEnd ? undefined : pathOf(at.line);
    }
    if (reached !== path) return undefined;
    const { line } = at;
    const start = line.length - 1 - content.length;
    if (start < 0 || line.compare(content, 0, content.length, start, line.length - 1) !== 0) return undefined;
    // A quote in a text has a backslash before it: so this stands nowhere else.
    return /"sha256":"([0-9a-f]{64})",$/.exec(line.toString('latin1', 0, start))?.[1];
  };
}

/** A unit of a string takes at most as many bytes in UTF-8. */
const bytesPerUnit = 3;

/** Reads a base. Throws `failed` with the line that is damaged: not JSON, a part missing, or bytes that do not have their digest. */
export function readBase(source: Uint8Array): BaseRecord[] {
  const lines = Buffer.from(source).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line, at) => readRecord(line, at + 1));
}

type StoredRecord = {
  path?: string;
  id?: string;
  role?: Role;
  mode?: Mode;
  sha256?: string;
  text?: string;
  base64?: string;
};

function readRecord(line: string, number: number): BaseRecord {
  let stored: StoredRecord;
  try {
    stored = JSON.parse(line) as StoredRecord;
  } catch {
    throw damaged(number, 'it is not JSON');
  }
  const { path, id, role, mode, text, base64 } = stored;
  const content = text ?? base64;
  if (!path || !id || !role || !mode || !stored.sha256 || content === undefined)
    throw damaged(number, 'a part is missing');
  const bytes = Buffer.from(content, text === undefined ? 'base64' : 'utf8');
  if (sha256(bytes) !== stored.sha256) throw damaged(number, `${path} was changed`);
  return { path, id, role, mode, sha256: stored.sha256, bytes };
}

function damaged(line: number, why: string): WorkshopError {
  return new WorkshopError('failed', `${basePath} is damaged in line ${line}: ${why}.`, {
    hint: `Bring back the committed one: git checkout HEAD -- ${basePath}`,
  });
}
