const lf = 0x0a;
const cr = 0x0d;

/** How the lines of a file end. */
export type LineEnding = '\n' | '\r\n';

/** How most lines of a text end; `undefined` for a text of one line. */
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

/** The same text with all lines ending alike. Bytes that are no line ending stay, whatever the encoding. */
export function withLineEnding(bytes: Uint8Array, ending: LineEnding): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return Buffer.from(text.replace(/\r?\n/g, ending), 'latin1');
}
