import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder } from '../../remove-folder.ts';
import { objectsElsewhere } from './objects-elsewhere.ts';
import type { Repository } from './repository.ts';

/**
 * Lets git write objects into a folder beside the repository's own, and moves them over when all are written. On a full
 * disk git leaves half a pack and a crash report; both are removed with the folder. If the process is killed, the
 * folder has a name that `git gc` removes.
 */
export async function writeWhole<T>(
  repository: Repository,
  write: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
  const folder = join(repository.objects, `tmp_objdir-csw-${process.pid}`);
  try {
    mkdirSync(join(folder, 'pack'), { recursive: true });
    const written = await write(objectsElsewhere(repository, folder));
    takeOver(folder, repository.objects);
    return written;
  } finally {
    removeFolder(folder);
    removeReports(repository);
  }
}

function takeOver(from: string, to: string): void {
  for (const below of readdirSync(from)) {
    mkdirSync(join(to, below), { recursive: true });
    // Git uses a pack as soon as its index exists.
    const names = readdirSync(join(from, below)).sort(
      (a, b) => Number(a.endsWith('.idx')) - Number(b.endsWith('.idx')),
    );
    for (const name of names) renameSync(join(from, below, name), join(to, below, name));
  }
}

/** Removes the crash reports that runs of `git fast-import` started by this process have written. */
function removeReports({ gitDir }: Repository): void {
  const ours = new RegExp(`^\\s*parent process\\s*: ${process.pid}$`, 'm');
  for (const name of readdirSync(gitDir).filter((one) => one.startsWith('fast_import_crash_'))) {
    const report = join(gitDir, name);
    if (ours.test(readFileSync(report, 'utf8'))) removeFolder(report);
  }
}
