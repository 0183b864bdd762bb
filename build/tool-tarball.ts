import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOwnPackage } from '../src/repo/origin.ts';
import { packTarball } from '../src/repo/tarball.ts';
import { packageFiles, packedName } from '../src/repo/tool.ts';

/**
 * Packs the tool into `dist/`. A repo made from this checkout carries that file and need not wait for another packing.
 */
export async function packTool(root: string): Promise<void> {
  const name = packedName(readOwnPackage(root));
  const bytes = await packTarball(packageFiles(root));
  const dist = join(root, 'dist');
  // One rename, so that a second build never reads half a file.
  writeFileSync(join(dist, `${name}.${process.pid}`), bytes);
  renameSync(join(dist, `${name}.${process.pid}`), join(dist, name));
  for (const old of readdirSync(dist)) {
    if (/-\d.*\.tgz$/.test(old) && old !== name) rmSync(join(dist, old), { force: true });
  }
}
