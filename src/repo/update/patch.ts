import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { plumb } from '../plumbing.ts';
import type { Plan } from './plan.ts';
import type { Repository } from './repository.ts';
import { writeBlobs } from './result-tree.ts';

/** The patch of a plan, as git prints it. The objects it needs are written elsewhere: the repository stays as it is. */
export async function patchOf(repository: Repository, plan: Plan): Promise<string> {
  const { root, gitDir, prefix, head } = repository;
  const folder = await mkdtemp(join(tmpdir(), 'csw-patch-'));
  try {
    const common = await plumb(root, ['rev-parse', '--path-format=absolute', '--git-path', 'objects']);
    const objects = common.stdout.toString('utf8').trim() || join(gitDir, 'objects');
    const others = process.env.GIT_ALTERNATE_OBJECT_DIRECTORIES;
    const env = {
      GIT_OBJECT_DIRECTORY: folder,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: others === undefined ? objects : `${objects}${delimiter}${others}`,
    };
    await writeBlobs(repository, plan.changes.values(), env);
    const inIndex = { ...env, GIT_INDEX_FILE: join(folder, 'index') };
    await plumb(root, ['read-tree', head], { env: inIndex });
    const zero = '0'.repeat(head.length);
    const lines = [...plan.changes].map(([path, version]) =>
      version ? `${version.mode} ${version.oid} 0\t${prefix}${path}\0` : `0 ${zero}\t${prefix}${path}\0`,
    );
    await plumb(root, ['update-index', '-z', '--index-info'], { env: inIndex, input: Buffer.from(lines.join('')) });
    const relative = prefix === '' ? [] : [`--relative=${prefix}`];
    const args = [
      'diff',
      '--cached',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '--no-renames',
      ...relative,
      head,
    ];
    const { stdout } = await plumb(root, args, { env: inIndex });
    return stdout.toString('utf8').trimEnd();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
