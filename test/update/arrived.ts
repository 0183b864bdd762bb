import { hold } from './check.ts';
import { differing, isSame, isText, oidOf, wordsOf } from './files.ts';
import { asFile, stagesOf } from './kept.ts';
import { freshRepo, type Scene } from './scene.ts';

/** P1: a repo that nobody edited is afterwards what the new template makes. */
export function checkFresh({ from, to, before, after, index, plan }: Scene): void {
  if (differing(freshRepo(from), before).length > 0) return;
  const wanted = freshRepo(to);
  const differs = differing(wanted, after);
  hold('P1', differs.length === 0, `nothing was edited, and these differ from a new repo: ${differs.join(', ')}`);
  hold('P1', stagesOf(index).size === 0, 'nothing was edited, and there are conflicts');
  const kept = plan.steps.find(({ fate }) => fate === 'kept' || fate === 'kept deleted');
  hold('P1', kept === undefined, `nothing was edited, and ${kept?.path} is ${kept?.fate}`);
}

/** P7: what the user deleted does not come back, neither where it was nor where the template has it now. */
export function checkDeletedStaysDeleted({ from, to, before, after }: Scene): void {
  const willBe = new Map([...to.tree].map(([path, { id }]) => [id, path]));
  for (const [path, { id }] of from.tree) {
    if (before.has(path)) continue;
    const will = willBe.get(id);
    if (to.tree.get(path)?.id === id || !to.tree.has(path)) {
      hold('P7', !after.has(path), `the user deleted ${path}, and it came back`);
    }
    if (will !== undefined && !before.has(will)) {
      hold('P7', !after.has(will), `the user deleted ${path}, and it came back as ${will}`);
    }
  }
}

/** P8: what changed on the disk and in the index is what the plan said, to the byte. */
export function checkPlan({ before, after, index, plan, format }: Scene): void {
  for (const path of differing(before, after)) {
    hold('P8', plan.changes.has(path), `${path} changed, and the plan does not say so`);
  }
  const entries = new Map(
    [...before].map(([path, { mode, bytes }]) => [path, `${mode} ${oidOf(bytes, format)} 0\t${path}`]),
  );
  for (const [path, version] of plan.changes) {
    const now = after.get(path);
    if (!version) {
      entries.delete(path);
      hold('P8', !now, `the plan says that ${path} goes, and it is there`);
      continue;
    }
    entries.set(path, `${version.mode} ${version.oid} 0\t${path}`);
    hold('P8', now?.mode === version.mode, `the plan says ${version.mode} for ${path}, and it is ${now?.mode}`);
    hold('P8', !!now && oidOf(now.bytes, format) === version.oid, `the plan has other bytes for ${path}`);
  }
  const wanted = new Set(entries.values());
  for (const { path, stages = {}, fate } of plan.steps) {
    if (fate !== 'conflict') continue;
    wanted.delete(entries.get(path) ?? '');
    for (const [n, { mode, oid }] of Object.entries(stages)) wanted.add(`${mode} ${oid} ${n}\t${path}`);
  }
  const odd = [
    ...index.filter((entry) => !wanted.has(entry)),
    ...[...wanted].filter((entry) => !index.includes(entry)),
  ];
  hold('P8', odd.length === 0, () => `the index is not what the plan says: ${odd.join(' | ')}`);
}

const telling = ['kept', 'kept deleted', 'conflict'];

/** P9: each change of the template has arrived, or a step says that it has not. */
export function checkNothingIsDropped({ from, to, before, after, plan }: Scene): void {
  const [was, will] = [byId(from.tree), byId(to.tree)];
  for (const id of new Set([...was.keys(), ...will.keys()])) {
    const [old, next] = [was.get(id), will.get(id)];
    if (old && next && old.path === next.path && isSame(asFile(old), asFile(next))) continue;
    const paths = [old?.path, next?.path].filter((path) => path !== undefined);
    const steps = plan.steps.filter(
      (step) =>
        paths.includes(step.path) ||
        paths.includes(step.from ?? '') ||
        paths.some((path) => [step.reason, ...step.notes].join(' ').includes(path)) ||
        paths.some((path) => step.path.startsWith(`${path}.`)),
    );
    if (steps.some(({ fate, notes }) => telling.includes(fate) || notes.length > 0)) continue;
    if (!next) {
      const stays = old && after.has(old.path) && !to.tree.has(old.path);
      hold('P9', !stays, `the template has ${old?.path} no longer, it stands there, and nothing says why`);
      continue;
    }
    const now = after.get(next.path);
    const wanted = asFile(next);
    if (isSame(now, wanted)) {
      const left = old && old.path !== next.path && after.has(old.path) && !to.tree.has(old.path);
      hold('P9', !left, `${old?.path} moved to ${next.path}, stands in both places, and nothing says why`);
      continue;
    }
    // The template changed the mode alone: with the mode all of it is there, whatever the user wrote.
    const onlyMode = old?.path === next.path && asFile(old).bytes.equals(wanted.bytes);
    // The user may have moved the file, and given it that mode already.
    const elsewhere = [...before].some(
      ([path, { mode }]) =>
        !now && !from.tree.has(path) && mode === wanted.mode && after.get(path)?.mode === wanted.mode,
    );
    if (onlyMode && (now?.mode === wanted.mode || elsewhere)) continue;
    const merged = steps.find(({ path, fate }) => path === next.path && ['merged', 'moved', 'updated'].includes(fate));
    hold(
      'P9',
      old !== undefined && now !== undefined && merged !== undefined,
      `${next.path} is not what the template has, and nothing says why`,
    );
    if (!old || !now || !merged) continue;
    const mine = before.get(merged.from ?? merged.path);
    const modeArrived = now.mode === wanted.mode || mine?.mode !== asFile(old).mode;
    hold('P9', modeArrived, `the template made ${next.path} ${wanted.mode}, it is ${now.mode}, and nothing says why`);
    if (!isText(now)) continue;
    const had = new Set(wordsOf(old.bytes, 'theirs'));
    const lost = wordsOf(next.bytes, 'theirs').find((word) => !had.has(word) && !now.bytes.includes(word));
    hold('P9', lost === undefined, `${lost} of the template did not arrive in ${next.path}, and nothing says why`);
    const added = wordsOf(now.bytes, 'mine').length > 0 || mine === undefined || !isSame(mine, asFile(old));
    hold('P9', added, `${next.path} was not edited, and is not what the template has`);
  }
}

function byId(tree: Scene['from']['tree']) {
  return new Map([...tree].map(([path, file]) => [file.id, { path, ...file, bytes: file.bytes }]));
}
