import type { RelPath } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import { blobId } from '../git/objects.ts';
import { mergeFile } from '../merge/merge-file.ts';
import { arrived } from './arrived.ts';
import { type Deciding, isUntouched, versionOf } from './deciding.ts';
import type { Match } from './match.ts';
import type { Stages, Step } from './step.ts';

/** Decides what happens to one file. Answers `undefined` when nothing happens and no change is lost. */
export async function decide(match: Match, at: Deciding): Promise<Step | undefined> {
  const { was, will, ours } = match;
  if (was && will) return ours ? followed(was, will, ours, at) : stillGone(was, will);
  if (was) return ours && removed(was, ours, at);
  return will && arrived(will, at);
}

type Ours = NonNullable<Match['ours']>;

/** The file is in both versions of the template, and the user has it too. */
async function followed(was: BaseRecord, will: BaseRecord, ours: Ours, at: Deciding): Promise<Step | undefined> {
  const userMoved = ours.path !== was.path;
  const taken = !userMoved && will.path !== was.path && at.isTaken(will.path);
  const path = userMoved || taken ? ours.path : will.path;
  const known = { path, role: will.role, ...(path !== ours.path && { from: ours.path }) };
  const elsewhere =
    path === will.path || will.path === was.path
      ? []
      : [
          `The template moved it to ${will.path}; yours stays ${taken ? 'here, since you have a file there' : 'where you put it'}.`,
        ];
  const followedYou = userMoved ? `you moved it from ${was.path} (${Math.round((ours.moved ?? 1) * 100)} % alike)` : '';
  const sameContent = was.sha256 === will.sha256;
  if (sameContent && was.mode === will.mode && path === ours.path) {
    return elsewhere.length === 0
      ? undefined
      : { ...known, fate: 'kept', reason: followedYou || 'the template only moved it', notes: elsewhere };
  }
  if (!ours.mode.startsWith('100')) return otherKind(known.path, was, will, ours, at);
  const mode = ours.mode === was.mode ? will.mode : ours.mode;
  const notes = [...(userMoved ? [`${followedYou}; the template's change follows it`] : []), ...elsewhere];
  const moved = path === ours.path ? undefined : `the template moved it from ${ours.path}`;
  const oldId = blobId(was.bytes, at.format);
  const newId = blobId(will.bytes, at.format);
  if (ours.oid === newId || sameContent) {
    if (mode === ours.mode && moved === undefined) {
      return elsewhere.length === 0
        ? undefined
        : { ...known, fate: 'kept', reason: 'yours is the same already', notes };
    }
    return {
      ...known,
      fate: moved === undefined ? 'updated' : 'moved',
      reason: moved ?? `its mode is ${will.mode === '100755' ? 'executable' : 'not executable'} now`,
      notes,
      file: { mode, oid: ours.oid },
    };
  }
  if (ours.oid === oldId) {
    return {
      ...known,
      fate: moved === undefined ? 'updated' : 'moved',
      reason: moved === undefined ? 'you had not changed it' : `${moved} and changed it`,
      notes,
      file: { mode, oid: newId, bytes: will.bytes },
    };
  }
  const stages: Stages = { 1: versionOf(was, at), 2: { mode: ours.mode, oid: ours.oid }, 3: versionOf(will, at) };
  const bytes = at.bytesOf(ours.oid);
  const merged = bytes
    ? await mergeFile(at.cwd, path, { base: was.bytes, ours: bytes, theirs: will.bytes }, at.labels)
    : ({ kind: 'binary' } as const);
  const also = moved === undefined ? '' : `; ${moved}`;
  if (merged.kind === 'binary') {
    return {
      ...known,
      fate: 'conflict',
      reason: `both sides changed it and ${bytes ? 'it is binary' : 'yours is too large to be merged'}; yours stays${also}`,
      notes,
      file: { mode, oid: ours.oid },
      stages,
      beside: will.bytes,
    };
  }
  const file = { mode, oid: blobId(merged.bytes, at.format), bytes: merged.bytes };
  if (merged.kind === 'conflict') {
    return {
      ...known,
      fate: 'conflict',
      reason: `${merged.reason}${also}`,
      notes: [...notes, ...merged.notes],
      file,
      stages,
    };
  }
  return {
    ...known,
    fate: moved === undefined ? 'merged' : 'moved',
    reason: moved === undefined ? 'both sides changed it, in different places' : `${moved}; your change went along`,
    notes: [...notes, ...merged.notes],
    file,
  };
}

/** The user deleted the file. It stays deleted, and a change of the template is reported. */
function stillGone(was: BaseRecord, will: BaseRecord): Step | undefined {
  if (was.sha256 === will.sha256 && was.mode === will.mode && was.path === will.path) return undefined;
  const change = was.sha256 === will.sha256 && was.mode === will.mode ? `moved it to ${will.path}` : 'changed it';
  return {
    fate: 'kept deleted',
    path: was.path,
    role: was.role,
    reason: `you deleted it; the template ${change}`,
    notes: [],
  };
}

/** The new template does not have the file. */
function removed(was: BaseRecord, ours: Ours, at: Deciding): Step | undefined {
  const known = { path: ours.path, role: was.role, notes: [] };
  if (ours.path !== was.path) {
    return { ...known, fate: 'kept', reason: `you moved it from ${was.path}; the template has it no longer` };
  }
  if (isUntouched({ id: was.id, was, ours }, at.format))
    return { ...known, fate: 'deleted', reason: 'the template has it no longer, and you had not changed it' };
  return {
    ...known,
    fate: 'conflict',
    reason: 'you changed it, and the template has it no longer; yours stays',
    ...(ours.mode.startsWith('100') && { file: { mode: ours.mode, oid: ours.oid } }),
    stages: { 1: versionOf(was, at), 2: { mode: ours.mode, oid: ours.oid } },
  };
}

/** The user replaced the file with a link or a submodule. */
function otherKind(path: RelPath, was: BaseRecord, will: BaseRecord, ours: Ours, at: Deciding): Step {
  const kind = ours.mode === '120000' ? 'a symbolic link' : 'a submodule';
  return {
    fate: 'conflict',
    path: ours.path,
    role: will.role,
    reason: `you made ${kind} of it, and the template changed it; yours stays`,
    notes: path === ours.path ? [] : [`The template moved it to ${will.path}.`],
    stages: { 1: versionOf(was, at), 2: { mode: ours.mode, oid: ours.oid }, 3: versionOf(will, at) },
    beside: will.bytes,
  };
}
