/** Thrown when a function is not started because all instances it may have are busy. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';
}
