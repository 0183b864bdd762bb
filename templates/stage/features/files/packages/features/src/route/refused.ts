/** Not done, and nothing was changed. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
