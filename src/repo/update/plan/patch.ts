import { isUtf8 } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { inTemporaryFolder } from '../../temporary-folder.ts';
import { quoted, writeBlobs } from '../git/fast-import.ts';
import { readBlobs } from '../git/objects.ts';
import { objectsElsewhere } from '../git/objects-elsewhere.ts';
import type { Entry, Repository } from '../git/repository.ts';
import type { Plan } from './plan.ts';

/**
 * Options with which `git diff` prints a patch for `git apply`. A user's settings may change the format for reading.
 */
const forApply = [
  ...['--binary', '--no-color', '--no-ext-diff', '--no-textconv', '--no-renames'],
  ...['--src-prefix=a/', '--dst-prefix=b/', '--unified=3', '--inter-hunk-context=0', '--diff-algorithm=default'],
  '-O/dev/null',
];

/**
 * The patch of a plan, as git prints it and `git apply` accepts it, including binary files. Its objects are written to
 * another folder, so the repository stays as it is.
 */
export async function patchOf(repository: Repository, plan: Plan, ours: ReadonlyMap<RelPath, Entry>): Promise<string> {
  const { root, prefix, head } = repository;
  return inTemporaryFolder('csw-patch-', async (folder) => {
    const env = objectsElsewhere(repository, folder);
    await writeBlobs(repository, plan.changes.values(), env);
    const inIndex = { ...env, GIT_INDEX_FILE: join(folder, 'index') };
    await mustRun(root, ['read-tree', head], { env: inIndex });
    const zero = '0'.repeat(head.length);
    const lines = [...plan.changes].map(([path, version]) =>
      version ? `${version.mode} ${version.oid} 0\t${prefix}${path}\0` : `0 ${zero}\t${prefix}${path}\0`,
    );
    await mustRun(root, ['update-index', '-z', '--index-info'], { env: inIndex, input: Buffer.from(lines.join('')) });
    const relative = prefix === '' ? [] : [`--relative=${prefix}`];
    const diff = (...first: string[]) =>
      mustRun(root, [...first, 'diff', '--cached', ...forApply, ...relative, head], { env: inIndex });
    const patch = await diff();
    if (isUtf8(patch)) return patch.toString('utf8');
    // A text in another encoding is written as binary, because a terminal and JSON can only carry UTF-8.
    const attributes = join(folder, 'attributes');
    const others = await foreignTexts(repository, plan, ours);
    writeFileSync(attributes, others.map((path) => `${patternFor(prefix + path)} -diff\n`).join(''));
    return (await diff('-c', `core.attributesFile=${attributes}`)).toString('utf8');
  });
}

async function mustRun(...call: Parameters<typeof plumb>): Promise<Buffer> {
  const { code, stdout, stderr } = await plumb(...call);
  if (code !== 0) throw gitFailed('git cannot make the patch', stderr);
  return stdout;
}

/** The changed files whose text, before or after, is not UTF-8. */
async function foreignTexts(
  { root }: Repository,
  { changes }: Plan,
  ours: ReadonlyMap<RelPath, Entry>,
): Promise<RelPath[]> {
  const before = await readBlobs(
    root,
    [...changes.keys()].flatMap((path) => ours.get(path)?.oid ?? []),
  );
  return [...changes].flatMap(([path, version]) => {
    const sides = [version?.bytes, before.get(ours.get(path)?.oid ?? '')];
    return sides.every((bytes) => bytes === undefined || isUtf8(bytes)) ? [] : [path];
  });
}

/** A pattern for `.gitattributes` that matches only this path. */
function patternFor(path: RelPath): string {
  return quoted(`/${path.replace(/[*?[\]\\]/g, '\\$&')}`);
}
