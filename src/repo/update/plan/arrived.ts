import type { RelPath, Role } from '../../../tree/tree.ts';
import type { BaseRecord } from '../../base.ts';
import { blobId } from '../git/objects.ts';
import type { Entry } from '../git/repository.ts';
import { bothWhole, isBinary } from '../merge/merge-file.ts';
import { type Deciding, isUntouched, versionOf } from './deciding.ts';
import type { Match } from './match.ts';
import type { Stages, Step, Version } from './step.ts';

/** Decides about a file that the old template did not have. */
export function arrived(will: BaseRecord, at: Deciding): Step | undefined {
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
  // The file that is here now moves away, so the place is free.
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

/**
 * The step for a file whose bytes are the same as the template's. Two layers may have the same bytes; then only the
 * mode can differ. If the user wrote a file with these bytes, that is reported.
 */
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

/**
 * A conflict with both versions complete. Texts are put between markers; otherwise the user's version stays and the
 * template's goes beside it.
 */
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

/** The layer that a file comes from, in words. */
function sourceOf(id: string): string {
  const [axis = id, layer] = id.split('/');
  return axis === 'base' || layer === undefined ? axis : `${axis} ${layer}`;
}
