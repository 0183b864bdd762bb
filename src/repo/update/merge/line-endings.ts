const lf = 0x0a;
const cr = 0x0d;

/** The line ending of a file. */
export type LineEnding = '\n' | '\r\n';

/** The line ending of most lines of a text; `undefined` for a text of one line. */
export function lineEndingOf(bytes: Uint8Array): LineEnding | undefined {
  let withCr = 0;
  let all = 0;
  for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1)) {
    all += 1;
    if (bytes[at - 1] === cr) withCr += 1;
  }
  if (all === 0) return undefined;
  return withCr * 2 > all ? '\r\n' : '\n';
}

/** The same text with equal line endings on all lines. All other bytes stay, in any encoding. */
export function withLineEnding(bytes: Uint8Array, ending: LineEnding): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return Buffer.from(text.replace(/\r?\n/g, ending), 'latin1');
}
