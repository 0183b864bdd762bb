import { WorkshopError } from '../../../errors.ts';
import type { RelPath } from '../../../tree/tree.ts';
import { foldersOf } from '../git/on-disk.ts';
import type { Entry } from '../git/repository.ts';
import type { Step } from './step.ts';

/**
 * Resolves places where a file and a folder would have the same name. When the template needs a folder where the user
 * has a file, that file becomes `<name>.yours`. When the template has a file where the user has a folder, the file
 * becomes `<name>.template`. Both are conflicts. Throws `refused` when a submodule is in the way.
 */
export function splitDirectoryFileConflicts(steps: readonly Step[], ours: ReadonlyMap<RelPath, Entry>): Step[] {
  const gone = new Set(steps.flatMap((step) => leaving(step)));
  const arriving = new Set(
    steps.flatMap(({ path, file }) => (file && (!ours.has(path) || gone.has(path)) ? [path] : [])),
  );
  // Without a new path there can be no such conflict, so the files need not be compared.
  if (arriving.size === 0) return [...steps];
  const staying = new Map([...ours].filter(([path]) => !gone.has(path)));
  const taken = new Set([...staying.keys(), ...arriving]);
  const foldersThatStay = foldersOf(staying.keys());
  const foldersThatCome = foldersOf(arriving);
  const result = steps.map((step) => {
    const { path } = step;
    // A second step may report a deleted file with the same path. It has no file to place.
    if (step.file && arriving.has(path) && foldersThatStay.has(path))
      return beside(step, free(`${path}.template`, taken));
    if (staying.has(path) && foldersThatCome.has(path)) {
      return displaced(step, staying.get(path), free(`${path}.yours`, taken));
    }
    return step;
  });
  const decided = new Set(steps.map(({ path }) => path));
  for (const path of foldersThatCome) {
    const entry = staying.get(path);
    if (!entry || decided.has(path)) continue;
    const step: Step = { fate: 'conflict', path, role: 'frame', reason: '', notes: [], stages: { 2: entry } };
    result.push(displaced(step, entry, free(`${path}.yours`, taken)));
  }
  return result;
}

function leaving({ fate, path, from }: Step): RelPath[] {
  return [...(from === undefined ? [] : [from]), ...(fate === 'deleted' ? [path] : [])];
}

function free(path: RelPath, taken: Set<RelPath>): RelPath {
  let name = path;
  for (let n = 2; taken.has(name); n += 1) name = `${path}${n}`;
  taken.add(name);
  return name;
}

/**
 * The step for a template file whose path is a folder of the user's. A file that moves there still leaves its old
 * place, and keeps the user's edits.
 */
function beside(step: Step, to: RelPath): Step {
  const { path } = step;
  return {
    ...step,
    fate: 'conflict',
    path: to,
    reason: `you have files in ${path}/, where the template has a file; the template's is ${to}`,
    stages: { ...(step.file && { 3: step.file }) },
  };
}

/** The step for a file of the user's whose path is a folder of the template. */
function displaced(step: Step, entry: Entry | undefined, to: RelPath): Step {
  if (!entry || entry.mode === '160000') {
    throw new WorkshopError('refused', `The submodule ${step.path} stands where the template needs a folder.`, {
      hint: 'Move it and commit, then update.',
    });
  }
  return {
    ...step,
    fate: 'conflict',
    path: to,
    from: step.path,
    reason: `the template needs the folder ${step.path}/; your file is ${to} now`,
    file: step.file ?? entry,
    stages: { ...step.stages, 2: entry },
  };
}
