const byteOrderMark = '\uFEFF';

/**
 * A text without byte order mark and with `\n` as every line ending, and the function that turns a text back into the
 * original form.
 */
export type PlainText = { readonly text: string; restore(text: string): string };

/**
 * Removes the byte order mark and normalises line endings. A text with mixed line endings keeps them, because the
 * original could not be restored.
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
