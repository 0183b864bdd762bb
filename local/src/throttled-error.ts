/** The function was not started: all the instances it may have are busy. */
export class ThrottledError extends Error {
  override readonly name = 'ThrottledError';
}
