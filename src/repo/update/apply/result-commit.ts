import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { data, onePack, quoted, text } from '../git/fast-import.ts';
import type { Repository } from '../git/repository.ts';
import { writeWhole } from '../git/whole-objects.ts';
import type { Plan } from '../plan/plan.ts';
import type { Version } from '../plan/step.ts';

/** The temporary ref on which the commit is made. It is deleted in the same call. */
const ref = 'refs/workshop/update';

/**
 * Writes the result of an update into git as a commit without a ref. One call writes all blobs and the tree, however
 * many there are. Answers the id of the commit, which is not needed once the result is in the index. Nothing that the
 * user sees changes.
 */
export async function writeResultCommit(repository: Repository, { changes, steps }: Plan): Promise<string> {
  const { prefix, head, root } = repository;
  const parts: Uint8Array[] = [text('feature done\n')];
  for (const { bytes } of sidesOf(steps)) if (bytes) parts.push(text('blob\n'), ...data(bytes));
  parts.push(
    text(`commit ${ref}\nmark :1\ncommitter create-serverless-workshop <> 0 +0000\n`),
    ...data(text('An update')),
  );
  parts.push(text(`from ${head}\n`));
  const gone = [...changes].filter(([, version]) => version === undefined);
  for (const [path] of gone) parts.push(text(`D ${quoted(prefix + path)}\n`));
  for (const [path, version] of changes) if (version) parts.push(...modify(prefix + path, version));
  // Only the id of the commit is needed. A ref would show up in everybody's `git log --all`.
  parts.push(text(`get-mark :1\nreset ${ref}\nfrom ${'0'.repeat(head.length)}\n\ndone\n`));
  const args = [...onePack, 'fast-import', '--quiet', '--force', '--date-format=raw'];
  const { stdout } = await writeWhole(repository, async (env) => {
    const ended = await plumb(root, args, { input: Buffer.concat(parts), env });
    if (ended.code !== 0) throw gitFailed('git cannot store the update', ended.stderr);
    return ended;
  });
  return stdout.toString('utf8').trim();
}

function sidesOf(steps: Plan['steps']): Version[] {
  return steps.flatMap(({ stages = {} }) => Object.values(stages));
}

function modify(path: RelPath, { mode, oid, bytes }: Version): Uint8Array[] {
  if (!bytes) return [text(`M ${mode} ${oid} ${quoted(path)}\n`)];
  return [text(`M ${mode} inline ${quoted(path)}\n`), ...data(bytes)];
}
