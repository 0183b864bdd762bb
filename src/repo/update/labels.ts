import type { Labels } from './merge-lines.ts';

/** How the sides of a conflict are called: by version, and where that is the same by the answers that change. */
export function labelsFor(from: string, to: string, changed: readonly { from: string; to: string }[]): Labels {
  const named = (version: string, answers: readonly string[]) => ['template', version, ...answers].join(' ');
  const same = from === to;
  return {
    ours: 'yours',
    base: named(from, same ? changed.map((change) => change.from) : []),
    theirs: named(to, same ? changed.map((change) => change.to) : []),
  };
}

/** True for a text with markers that we wrote: their labels tell them from a text about conflicts. */
export function hasMarkers(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return /^(<<<<<<< yours|\|{7} template |>>>>>>> template )/m.test(text);
}
