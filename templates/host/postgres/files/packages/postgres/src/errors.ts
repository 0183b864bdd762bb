/** SQLSTATEs with which a server says goodbye: shutdown, crash, idle for too long. */
const goodbyes = new Set(['57P01', '57P02', '57P03', '57P05', '25P03']);
const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNREFUSED']);

/** True when the connection is gone, whatever the statement was. */
export function isLostConnection(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    goodbyes.has(code ?? '') || broken.has(code ?? '') || /Connection terminated|not queryable/.test(message ?? '')
  );
}

/**
 * SQLSTATEs: a text that is too long, a number out of range, a NUL, half a character in JSON, an escape that is no character, a key that is too
 * long for an index, JSON with too many levels.
 */
const unstorable = new Set(['22001', '22003', '22021', '22P02', '22P05', '54000', '54001']);

/** True when the server can never take this value or this key. */
export function isUnstorable(error: unknown): boolean {
  return unstorable.has((error as { code?: string }).code ?? '');
}

/** SQLSTATEs: a row in the catalogue, the table, or its type is there already. */
const madeByAnother = new Set(['23505', '42P07', '42710']);

/** True when another one made the same table at the same moment. */
export function isThereAlready(error: unknown): boolean {
  return madeByAnother.has((error as { code?: string }).code ?? '');
}
