import { createHash } from 'node:crypto';

/** One file as git sees it; of a link the bytes are its target. */
export type File = { readonly mode: '100644' | '100755' | '120000'; readonly bytes: Buffer };

/** The files of a folder, by path. An empty folder stands in it as `<path>/`. */
export type Files = ReadonlyMap<string, File>;

/** A small deterministic source of numbers: the same seed gives the same story on every machine. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** The folders that a path lies in, the outermost first. */
function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** True when a disk could hold one more file at this path. */
export function fits(path: string, files: ReadonlyMap<string, unknown>): boolean {
  if (files.has(path) || foldersAbove(path).some((folder) => files.has(folder))) return false;
  return [...files.keys()].every((other) => !other.startsWith(`${path}/`));
}

/** True for a regular file without a NUL. */
export function isText({ mode, bytes }: File): boolean {
  return mode !== '120000' && !bytes.includes(0);
}

/** The lines that somebody wrote and nobody else can have written: each carries a word of its own. */
export function wordsOf(bytes: Uint8Array, by: 'mine' | 'theirs'): string[] {
  return (
    Buffer.from(bytes)
      .toString('latin1')
      .match(new RegExp(`${by}-\\d+\\b`, 'g')) ?? []
  );
}

/** The name that git gives to some bytes. */
export function oidOf(bytes: Uint8Array, format: string): string {
  return createHash(format).update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

/** True when both are the same file in mode and bytes; two absent ones are the same too. */
export function isSame(a: File | undefined, b: File | undefined): boolean {
  if (!a || !b) return a === b;
  return a.mode === b.mode && a.bytes.equals(b.bytes);
}

/** The paths in which two folders differ. */
export function differing(before: Files, after: Files): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => !isSame(before.get(path), after.get(path)));
}

/** True when both lists have the same lines in the same order. */
export function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}
