/** The error codes of a disk that accepts no more data, in words. */
const words: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your quota of the disk is used up',
  EIO: 'the disk has failed',
  EROFS: 'the disk can only be read',
  EACCES: 'you have no right to write there',
  EPERM: 'you have no right to write there',
  ENAMETOOLONG: 'the path is too long',
  EMFILE: 'too many files are open',
};

/** Why something could not be written, in words. Answers the system's own message for an unknown code. */
export function diskFailure(cause: unknown): string {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const said = words[code];
  return said === undefined ? message : `${said} (${code})`;
}

/** Whether an error comes from a call to the disk. */
export function isDiskFailure(cause: unknown): cause is NodeJS.ErrnoException {
  const { code, syscall } = cause as NodeJS.ErrnoException;
  return cause instanceof Error && typeof code === 'string' && typeof syscall === 'string';
}
