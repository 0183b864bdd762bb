import { hold } from './check.ts';
import { differing, type File, type Files, isSame, isText, oidOf, wordsOf } from './files.ts';
import type { Scene } from './scene.ts';

/** P3: what the user wrote is there afterwards, and what is unmerged on the disk is unmerged in the index. */
export function checkNothingIsLost(scene: Scene): void {
  everyWordStands(scene);
  linksAndBinariesStand(scene);
  ownFilesStay(scene);
  editedFilesStay(scene);
  refilledFilesStayWhole(scene);
  lineEndingsStay(scene);
  markersAreUnmerged(scene);
}

function everyWordStands({ before, after }: Scene): void {
  const now = countWords(after);
  for (const [word, count] of countWords(before)) {
    hold('P3', (now.get(word) ?? 0) >= count, `${word} stood in ${count} files, and stands in ${now.get(word) ?? 0}`);
  }
}

function countWords(files: Files): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { bytes } of files.values()) {
    for (const word of new Set(wordsOf(bytes, 'mine'))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function linksAndBinariesStand({ from, before, after }: Scene): void {
  for (const [path, file] of before) {
    const made = from.tree.get(path);
    if (isText(file) || (made && file.bytes.equals(made.bytes))) continue;
    const stands = [...after.values()].some(
      ({ mode, bytes }) => (mode === '120000') === (file.mode === '120000') && bytes.equals(file.bytes),
    );
    const moved = [...from.tree.values()].some(({ bytes }) => file.bytes.equals(bytes));
    hold('P3', stands || moved, `the bytes of ${path} are gone (${file.mode})`);
  }
}

/** A file that no template has may only change where a step says that the user moved it there, or that it had to make room. */
function ownFilesStay({ from, to, before, after, plan }: Scene): void {
  for (const path of differing(before, after)) {
    if (isRecord(path) || !before.has(path) || from.tree.has(path) || to.tree.has(path)) continue;
    const told = plan.steps.some(
      (step) =>
        (step.path === path && [step.reason, ...step.notes].join().includes('you moved it from')) ||
        (step.path === path && step.fate === 'conflict') ||
        (step.from === path && /\.yours\d*$/.test(step.path)),
    );
    hold('P3', told, `${path} is the user's own file and changed`);
  }
}

/** Where the template has nothing new for a file, the user's stays in bytes and mode. */
function editedFilesStay({ from, to, before, after, plan }: Scene): void {
  const willBe = new Map([...to.tree].map(([path, file]) => [file.id, { path, file }]));
  for (const [path, was] of from.tree) {
    const mine = before.get(path);
    const will = willBe.get(was.id);
    if (!mine || isSame(mine, asFile(was))) continue;
    const untouched = will && will.path === path && isSame(asFile(was), asFile(will.file));
    const gone = !will && !to.tree.has(path);
    if (!untouched && !gone) continue;
    const movedAside = plan.steps.find((step) => step.from === path && /\.yours\d*$/.test(step.path));
    hold('P3', isSame(after.get(movedAside?.path ?? path), mine), `${path} was edited, and is not as the user left it`);
  }
}

/** Another file in the same place is no other version of it: no line of one may go into the other. */
function refilledFilesStayWhole({ from, to, before, after, plan }: Scene): void {
  for (const [path, will] of to.tree) {
    const was = from.tree.get(path);
    const mine = before.get(path);
    if (!was || !mine || was.id === will.id || [...to.tree.values()].some(({ id }) => id === was.id)) continue;
    const theirs = asFile(will);
    if (isSame(mine, asFile(was)) || mine.bytes.equals(theirs.bytes) || !isText(mine) || !isText(theirs)) continue;
    const movedAside = plan.steps.find((step) => step.from === path && /\.yours\d*$/.test(step.path));
    const now = after.get(movedAside?.path ?? path);
    hold(
      'P3',
      now?.bytes.includes(mine.bytes) === true,
      `${path} is another file now, and the user's is not whole in it`,
    );
  }
}

function lineEndingsStay({ from, before, after, plan }: Scene): void {
  for (const [path, mine] of before) {
    const made = from.tree.get(path);
    if (!isText(mine) || (made && mine.bytes.equals(made.bytes)) || isRecord(path)) continue;
    const step = plan.steps.find((one) => (one.from ?? one.path) === path);
    const now = after.get(step?.path ?? path);
    const ending = endingsOf(mine.bytes);
    if (!now || !isText(now) || ending === 'none' || ending === 'both') continue;
    if (oidOf(now.bytes, 'sha1') === oidOf(mine.bytes, 'sha1')) continue;
    // A file of another template that takes the place of one that moved away is no version of it.
    if (step?.fate === 'added') continue;
    const ends = endingsOf(now.bytes);
    hold(
      'P3',
      ends === ending || ends === 'none',
      () => `the lines of ${path} ended with ${ending}, and now with ${ends}`,
    );
  }
}

function endingsOf(bytes: Buffer): 'crlf' | 'lf' | 'both' | 'none' {
  const text = bytes.toString('latin1');
  const [crlf, lf] = [/\r\n/.test(text), /(^|[^\r])\n/.test(text)];
  if (crlf && lf) return 'both';
  if (crlf) return 'crlf';
  return lf ? 'lf' : 'none';
}

function markersAreUnmerged({ before, after, index, plan, format }: Scene): void {
  const stages = stagesOf(index);
  for (const [path, file] of after) {
    const marked = /^<<<<<<< yours\r?$/m.test(file.bytes.toString('latin1'));
    const had = [...before.values()].some(({ bytes }) => /^<<<<<<< yours\r?$/m.test(bytes.toString('latin1')));
    if (marked && !had) hold('P3', stages.has(path), `${path} has markers, and git takes it for resolved`);
  }
  for (const { path, stages: sides = {}, fate, file } of plan.steps) {
    if (fate !== 'conflict') continue;
    hold('P3', stages.has(path), `${path} is a conflict, and git takes it for resolved`);
    const [mine, theirs] = [sides[2], sides[3]];
    if (!mine || !theirs?.bytes || !file?.bytes || mine.mode === '120000') continue;
    if ([theirs.bytes, file.bytes, sides[1]?.bytes ?? Buffer.alloc(0)].some((bytes) => bytes.includes(0))) continue;
    const now = after.get(path);
    const isWhole = [...before.values()].some(({ bytes }) => now && bytes.equals(now.bytes));
    const marked = now && /^<<<<<<< yours/m.test(now.bytes.toString('latin1'));
    hold(
      'P3',
      marked === true || isWhole || oidOf(file.bytes, format) !== file.oid,
      `${path} is unmerged without markers`,
    );
  }
}

/** The paths of an index that are not merged. */
export function stagesOf(index: readonly string[]): Set<string> {
  return new Set(index.flatMap((entry) => (/^\S+ \S+ 0\t/.test(entry) ? [] : [entry.slice(entry.indexOf('\t') + 1)])));
}

/** True for the files that are the tool's own. */
export function isRecord(path: string): boolean {
  return path === 'workshop.json' || path.startsWith('.workshop/');
}

/** A file of a template as it stands on a disk. */
export function asFile({ bytes, executable }: { bytes: Uint8Array; executable: boolean }): File {
  return { mode: executable ? '100755' : '100644', bytes: Buffer.from(bytes) };
}
