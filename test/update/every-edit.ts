import type { Step } from '../../src/repo/update/plan/step.ts';
import * as engine from './engine.ts';
import { type File, type Files, oidOf } from './files.ts';
import { requestFor, type Template } from './scene.ts';
import type { World } from './world.ts';

/** How somebody edits a text. */
export type Edit = (text: string) => string;

/** A file that was edited, and what an update made of it. */
export type Met = {
  readonly path: string;
  readonly base: string;
  readonly edited: string;
  /** What the new template has; absent where it has the file no longer. */
  readonly theirs?: string;
  /** What stands there afterwards; absent where nothing does. */
  readonly after?: string;
  readonly conflict: boolean;
};

/** Moves a repo, edited or not, to another template, without writing it: what the engine would do to every file, and the files afterwards. */
export async function moveOn(
  world: World,
  ours: Files,
  to: Template,
): Promise<{ steps: readonly Step[]; after: Map<string, File> }> {
  world.put(ours, false);
  const repository = await engine.findRepository(world.root);
  const { plan } = await engine.prepare(requestFor(to, { repository }));
  const after = new Map(ours);
  for (const [path, version] of plan.changes) {
    if (version === undefined) after.delete(path);
    else {
      const bytes = version.bytes ?? bytesOf(version.oid, ours, world);
      after.set(path, { mode: version.mode as File['mode'], bytes: Buffer.from(bytes) });
    }
  }
  return { steps: plan.steps, after };
}

function bytesOf(oid: string, ours: Files, world: World): Uint8Array {
  const found = [...ours.values()].find(({ bytes }) => oidOf(bytes, world.format) === oid);
  if (!found) throw new Error(`no file has the bytes ${oid}`);
  return found.bytes;
}

/** Edits a file somewhere in the middle, as a comment where its kind has comments: a line that nobody else writes. */
export function editAnywhere(path: string): Edit {
  const words = `ours, in ${path}`;
  return (text) => {
    if (path.endsWith('.json')) return text.replace(/^\{\n/, () => `{\n  "ours": ${JSON.stringify(words)},\n`);
    const lines = text.split('\n');
    const middle = Math.floor(lines.length / 2);
    const indent = /^ */.exec(lines[middle] ?? '')?.[0] ?? '';
    lines.splice(middle, 0, `${indent}${commented(path, words)}`);
    return lines.join('\n');
  };
}

function commented(path: string, words: string): string {
  if (/\.(ts|js|cjs|mjs)$/.test(path)) return `// ${words}`;
  if (path.endsWith('.mmd')) return `%% ${words}`;
  return path.endsWith('.md') ? words : `# ${words}`;
}

/** The lines of a text that another one does not have; a line that stands twice counts twice. */
function linesOnlyIn(text: string, other: string): string[] {
  const left = linesOf(other);
  return linesOf(text).filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** A comma at the end says what follows, and indentation what stands around. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter((line) => line !== '');
}

/** The lines of the edit that are nowhere any more. */
export function lostLines({ base, edited, after }: Met): string[] {
  return linesOnlyIn(edited, base).filter((line) => !linesOf(after ?? '').includes(line));
}

/** The conflicts that hold lines which neither side touched: each with its two lengths, and how long they might be. */
export function longConflicts({ base, edited, theirs = '', after = '' }: Met): string[] {
  const touched = linesOnlyIn(edited, base).length + linesOnlyIn(base, edited).length;
  const mostYours = touched + linesOnlyIn(base, theirs).length;
  const mostTheirs = touched + linesOnlyIn(theirs, base).length;
  return [...after.matchAll(/^<<<<<<< .*\n([\s\S]*?)^=======\n([\s\S]*?)^>>>>>>> .*$/gm)].flatMap(
    ([, above = '', below = '']) => {
      const yours = linesOf(above.replace(/^\|{7} [\s\S]*/m, '')).length;
      const his = linesOf(below).length;
      if (yours <= mostYours && his <= mostTheirs) return [];
      return [`${yours} of at most ${mostYours} lines, ${his} of at most ${mostTheirs}`];
    },
  );
}

/** The file with every conflict decided for the side of the user. */
export function decided({ mode, bytes }: File): File {
  const text = bytes
    .toString('latin1')
    .replace(/^<<<<<<< .*\n([\s\S]*?)^=======\n[\s\S]*?^>>>>>>> .*\n/gm, (_, above: string) =>
      above.replace(/^\|{7} [\s\S]*/m, ''),
    );
  return { mode, bytes: Buffer.from(text, 'latin1') };
}
