import { statfsSync } from 'node:fs';
import { WorkshopError } from '../../../errors.ts';
import { diskFailure } from '../../disk-failure.ts';

/** Git's messages about files that differ from its index, or that are in the way. */
export const staleIndex = /would be (overwritten|removed)|not uptodate|would lose/i;

/** The error when git did not write the files. */
export function stoppedByGit(stderr: string, root: string): WorkshopError {
  const [first = ''] = stderr
    .replace(/^(error|fatal|warning): /gm, '')
    .trim()
    .split('\n');
  if (staleIndex.test(first)) {
    return new WorkshopError('refused', `git will not overwrite what is not committed: ${first}`, {
      hint: 'Commit or remove it, then update.',
    });
  }
  const why = isFull(root) ? `${first} (the disk is full)` : first;
  return new WorkshopError('failed', `git could not write the files: ${why}.`, { hint: again });
}

/** Whether the disk is full. Git names the file that it could not write, but not always the reason. */
function isFull(root: string): boolean {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize < 64 << 10;
}

const again = 'Mend that, then run the same command again.';

/** The error for a call that changed nothing in the end. */
export function notWritten(error: unknown): unknown {
  if (error instanceof WorkshopError && error.code !== 'failed') return error;
  return new WorkshopError('failed', `${reasonOf(error)} What it had written is taken back.`, {
    hint: again,
    cause: error,
  });
}

/** The error for a call that left files half-written, because the disk also refuses to undo it. */
export function halfWritten(first: unknown, second: unknown): WorkshopError {
  return new WorkshopError(
    'failed',
    `${reasonOf(first)} What it had written could not be taken back: ${reasonOf(second)} The repo is half old and half new.`,
    { hint: 'Mend that, then take it back: npm run workshop -- update --abort', cause: second },
  );
}

function reasonOf(error: unknown): string {
  return error instanceof WorkshopError ? error.message : `The files could not be written: ${diskFailure(error)}.`;
}
