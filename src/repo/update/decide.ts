import type { RelPath, Role } from '../../tree/tree.ts';
import type { BaseRecord } from '../base.ts';
import type { Match } from './match.ts';
import { bothWhole, isBinary, mergeFile } from './merge-file.ts';
import type { Labels } from './merge-lines.ts';
import { blobId, type ObjectFormat } from './objects.ts';
import type { Entry } from './repository.ts';
import type { Stages, Step, Version } from './step.ts';

/** What a decision may ask. */
export type Deciding = {
  readonly cwd: string;
  readonly format: ObjectFormat;
  readonly labels: Labels;
  /** The bytes of a committed file. */
  bytesOf(oid: string): Uint8Array;
  /** What the user has at a path that no file of the old template holds, or `undefined`. */
  ownAt(path: RelPath): Entry | undefined;
  /** The match of the old file at a path. */
  oldAt(path: RelPath): Match | undefined;
  /** True when a file of the user stays at a path, whatever the template does. */
  isTaken(path: RelPath): boolean;
};

/** Decides what happens to one file; `undefined` where nothing does and nothing is lost. */
export async function decide(match: Match, at: Deciding): Promise<Step | undefined> {
  const { was, will, ours } = match;
  if (was && will) return ours ? followed(was, will, ours, at) : stillGone(was, will);
  if (was) return ours && removed(was, ours, at);
  return will && arrived(will, at);
}

type Ours = NonNullable<Match['ours']>;

/** The template has it in both versions, and the user too. */
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
  const sides = { base: was.bytes, ours: at.bytesOf(ours.oid), theirs: will.bytes };
  const merged = await mergeFile(at.cwd, path, sides, at.labels);
  const also = moved === undefined ? '' : `; ${moved}`;
  if (merged.kind === 'binary') {
    return {
      ...known,
      fate: 'conflict',
      reason: `both sides changed it and it is binary; yours stays${also}`,
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

/** The user deleted it: it stays deleted, and what the template changed is told. */
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

/** True for a file as it was made: not edited, not moved, not made executable. */
export function isUntouched({ was, ours }: Match, format: ObjectFormat): boolean {
  return (
    was !== undefined &&
    ours !== undefined &&
    ours.path === was.path &&
    ours.mode === was.mode &&
    ours.oid === blobId(was.bytes, format)
  );
}

/** The template has it no longer. */
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

/** The template did not have it. */
function arrived(will: BaseRecord, at: Deciding): Step | undefined {
  const { path, role } = will;
  const theirs = versionOf(will, at);
  const old = at.oldAt(path);
  const here = old ? (old.ours?.path === path ? old.ours : undefined) : at.ownAt(path);
  if (!here) {
    const gone =
      old?.was && !old.will && !old.ours
        ? [`You had deleted another file of that name, from ${sourceOf(old.id)}.`]
        : [];
    return { fate: 'added', path, role, reason: 'new in this template', notes: gone, file: theirs };
  }
  // What moves away from here makes room.
  if (old?.will && !(here.mode.startsWith('100') && at.isTaken(path)))
    return { fate: 'added', path, role, reason: 'new in this template', notes: [], file: theirs };
  if (here.oid === theirs.oid && here.mode.startsWith('100')) return sameBytes(here, theirs, will, old);
  if (old && isUntouched(old, at.format)) {
    return {
      fate: 'updated',
      path,
      role,
      reason: `replaced by the file of ${sourceOf(will.id)}`,
      notes: [],
      file: theirs,
    };
  }
  const stages: Stages = {
    ...(old?.was && { 1: versionOf(old.was, at) }),
    2: { mode: here.mode, oid: here.oid },
    3: theirs,
  };
  const reason = old?.was
    ? `you changed it, and ${sourceOf(will.id)} brings another file in its place; both are kept`
    : 'you have a file of your own here, and the template brings one; both are kept';
  return { ...conflictOfWholes(path, role, here, will, at), reason, stages };
}

/** Two layers may bring the same bytes, and then only the rights can differ; that the user wrote the very same is worth a word. */
function sameBytes(
  here: Entry,
  theirs: Version,
  { id, path, role }: BaseRecord,
  old: Match | undefined,
): Step | undefined {
  const known = { path, role, notes: [] };
  if (!old?.was) return { ...known, fate: 'kept', reason: 'you have the same file already' };
  if (here.mode === theirs.mode) return undefined;
  if (here.mode !== old.was.mode) return { ...known, fate: 'kept', reason: 'you changed whether it is executable' };
  return {
    ...known,
    fate: 'updated',
    reason: `replaced by the file of ${sourceOf(id)}`,
    file: { mode: theirs.mode, oid: here.oid },
  };
}

/** Both sides whole: as text between markers, else yours, and theirs beside. */
function conflictOfWholes(path: RelPath, role: Role, here: Entry, will: BaseRecord, at: Deciding) {
  const known = { fate: 'conflict' as const, path, role, notes: [] };
  const isFile = here.mode.startsWith('100');
  const ours = isFile ? at.bytesOf(here.oid) : undefined;
  if (ours === undefined || isBinary(ours) || isBinary(will.bytes)) {
    return { ...known, ...(isFile && { file: { mode: here.mode, oid: here.oid } }), beside: will.bytes };
  }
  const bytes = bothWhole(ours, will.bytes, at.labels);
  return { ...known, file: { mode: here.mode, oid: blobId(bytes, at.format), bytes } };
}

/** The user made a link or a submodule of it. */
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

function versionOf({ mode, bytes }: BaseRecord, at: Deciding): Version {
  return { mode, oid: blobId(bytes, at.format), bytes };
}

/** The layer that a file comes from, for people. */
function sourceOf(id: string): string {
  const [axis = id, layer] = id.split('/');
  return axis === 'base' || layer === undefined ? axis : `${axis} ${layer}`;
}
