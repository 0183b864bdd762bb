const byteOrderMark = '\uFEFF';

/** A text without byte order mark and with `\n` for every line, and the way back to the bytes it came from. */
export type PlainText = { readonly text: string; restore(text: string): string };

/**
 * Takes off what is no part of a text's structure. A text that mixes line endings keeps them: there would be no way
 * back.
 */
export function plainText(raw: string): PlainText {
  const mark = raw.startsWith(byteOrderMark) ? byteOrderMark : '';
  const body = raw.slice(mark.length);
  const windows = body.includes('\r\n') && !/(^|[^\r])\n|\r(?!\n)/.test(body);
  return {
    text: windows ? body.replaceAll('\r\n', '\n') : body,
    restore: (text) => mark + (windows ? text.replaceAll('\n', '\r\n') : text),
  };
}
