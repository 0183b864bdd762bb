/** The names of the sides in conflict markers. */
export type MarkerLabels = { readonly ours: string; readonly base: string; readonly theirs: string };

/** How the sides of a conflict are called: by version, and where that is the same by the answers that change. */
export function markerLabels(from: string, to: string, changed: readonly { from: string; to: string }[]): MarkerLabels {
  const named = (version: string, answers: readonly string[]) => ['template', version, ...answers].join(' ');
  const same = from === to;
  return {
    ours: 'yours',
    base: named(from, same ? changed.map((change) => change.from) : []),
    theirs: named(to, same ? changed.map((change) => change.to) : []),
  };
}

/** How many lines of a text with markers look like the middle of a conflict without being one. */
export function middlesOfText(bytes: Uint8Array): number {
  const text = latin1(bytes);
  return countMiddles(bytes) - (text.match(/^<<<<<<< yours\r?$/gm)?.length ?? 0);
}

/** How many lines look like the middle of a conflict: an underlined heading has one too. */
export function countMiddles(bytes: Uint8Array): number {
  return latin1(bytes).match(/^=======\r?$/gm)?.length ?? 0;
}

/** True for a text with markers that we wrote: their labels tell them from a text about conflicts. */
export function hasMarkers(bytes: Uint8Array): boolean {
  return /^(<<<<<<< yours|\|{7} template |>>>>>>> template )/m.test(latin1(bytes));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
