import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packTarball } from '../src/repo/tarball.ts';
import { builtLibrary, packageFiles } from '../src/repo/tool.ts';

/** Whether two folders hold the same files with the same bytes. */
function isSame(one: string, other: string): boolean {
  const list = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((path) => statSync(join(folder, path)).isFile())
          .sort()
      : [];
  const paths = list(one);
  if (paths.join() !== list(other).join()) return false;
  return paths.every((path) => readFileSync(join(one, path)).equals(readFileSync(join(other, path))));
}

/** Compiles the library in `local/` into its `dist/`, and packs it into the tool's. */
export async function buildLibrary(root: string): Promise<void> {
  const local = join(root, 'local');
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = join(dirname(manifest), createRequire(manifest)('./package.json').bin.tsc);
  const fresh = join(local, `dist.${process.pid}`);
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh], {
    cwd: local,
    stdio: 'inherit',
  });
  // Running repos may be linked to it. So it is replaced only when it changed, and with a rename.
  if (isSame(fresh, join(local, 'dist'))) {
    rmSync(fresh, { recursive: true });
  } else {
    rmSync(join(local, 'dist'), { recursive: true, force: true });
    renameSync(fresh, join(local, 'dist'));
  }
  const staged = join(root, `${builtLibrary}.${process.pid}`);
  mkdirSync(dirname(staged), { recursive: true });
  writeFileSync(staged, await packTarball(packageFiles(local)));
  renameSync(staged, join(root, builtLibrary));
}
