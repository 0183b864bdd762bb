import { rmSync } from 'node:fs';

/** Removes a folder or a file of ours, where the disk lets it: what went wrong before is the error to tell. */
export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  } catch {
    // A disk that fails altogether keeps it.
  }
}
