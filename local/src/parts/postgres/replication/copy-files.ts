import { chown, copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** How a folder of a running server is copied. */
export type CopyOptions = {
  readonly from: string;
  readonly to: string;
  /** The user and the group that the copy belongs to. */
  readonly owner: { readonly uid: number; readonly gid: number };
  /** Whether a file or folder is copied. `path` is relative to `from`. */
  readonly takes: (path: string) => boolean;
};

/** Copies a folder while a server works in it. Files that the server deletes meanwhile are left out. */
export async function copyFiles({ from, to, owner, takes }: CopyOptions, folder = ''): Promise<void> {
  const target = join(to, folder);
  await mkdir(target, { recursive: true, mode: 0o700 });
  await own(target, owner);
  const entries = await ifThere(readdir(join(from, folder), { withFileTypes: true }));
  await Promise.all(
    (entries ?? []).map(async (entry) => {
      const path = join(folder, entry.name);
      if (!takes(path)) return;
      if (entry.isDirectory()) return copyFiles({ from, to, owner, takes }, path);
      await ifThere(copyFile(join(from, path), join(to, path)).then(() => own(join(to, path), owner)));
    }),
  );
}

/** Root makes the files, and Postgres, which runs as another user, must own them. */
export async function own(path: string, { uid, gid }: CopyOptions['owner']): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, uid, gid);
}

async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
