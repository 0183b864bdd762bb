import type { RelPath } from '../../../tree/tree.ts';
import { gitFailed, plumb } from '../../git/plumbing.ts';
import { data, onePack, quoted, text } from '../git/fast-import.ts';
import type { Repository } from '../git/repository.ts';
import { writeWhole } from '../git/whole-objects.ts';
import type { Plan } from '../plan/plan.ts';
import type { Version } from '../plan/step.ts';

/** The ref that the commit is made on, and that is gone in the end. */
const ref = 'refs/workshop/update';

/**
 * Writes what an update leads to into git, as a commit that no ref names: all blobs and the tree in one call, whatever
 * their number. Answers the name of the commit, which nobody needs once it is in the index. Nothing that the user sees changes.
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
  // Only the name of the commit is wanted: a ref would show up in everybody's `git log --all`.
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
