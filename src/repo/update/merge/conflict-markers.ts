/** The names of the sides in conflict markers. */
export type MarkerLabels = { readonly ours: string; readonly base: string; readonly theirs: string };

/** The names of a conflict's sides: the versions, or the changed answers when both versions are the same. */
export function markerLabels(from: string, to: string, changed: readonly { from: string; to: string }[]): MarkerLabels {
  const named = (version: string, answers: readonly string[]) => ['template', version, ...answers].join(' ');
  const same = from === to;
  return {
    ours: 'yours',
    base: named(from, same ? changed.map((change) => change.from) : []),
    theirs: named(to, same ? changed.map((change) => change.to) : []),
  };
}

/** How many lines of a text look like the middle of a conflict without being one. */
export function middlesOfText(bytes: Uint8Array): number {
  const text = latin1(bytes);
  return countMiddles(bytes) - (text.match(/^<<<<<<< yours\r?$/gm)?.length ?? 0);
}

/** How many lines look like the middle of a conflict. An underlined heading also has such a line. */
function countMiddles(bytes: Uint8Array): number {
  return latin1(bytes).match(/^=======\r?$/gm)?.length ?? 0;
}

/**
 * Whether a text has markers that this tool wrote. Their labels distinguish them from markers in a text about
 * conflicts.
 */
export function hasMarkers(bytes: Uint8Array): boolean {
  return /^(<<<<<<< yours|\|{7} template |>>>>>>> template )/m.test(latin1(bytes));
}

/**
 * Searches a text of any length for markers that this tool wrote, and counts the lines that look like the middle of a
 * conflict.
 */
export function lookForMarkers(parts: Iterable<Buffer>): { readonly marked: boolean; readonly middles: number } {
  let [marked, middles, rest] = [false, 0, Buffer.alloc(0)];
  const look = (lines: Buffer) => {
    marked ||= hasMarkers(lines);
    middles += countMiddles(lines);
  };
  for (const part of parts) {
    const whole = Buffer.concat([rest, part]);
    const end = whole.lastIndexOf(0x0a) + 1;
    look(whole.subarray(0, end));
    // A line may be endless. Its beginning is enough to recognise a marker.
    rest = Buffer.from(whole.subarray(end, end + longestMarker));
  }
  look(rest);
  return { marked, middles };
}

/** The longest line of a marker, in bytes. */
const longestMarker = 4096;

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
