import type { RelPath } from '../../tree/tree.ts';
import { gitFailed, plumb } from '../git/plumbing.ts';
import type { Plan } from './plan.ts';
import type { Repository } from './repository.ts';
import type { Version } from './step.ts';

/** What an update writes stays one quickly made pack: git would take it apart into single files. The next gc makes it small. */
const onePack = ['-c', 'fastimport.unpackLimit=1', '-c', 'pack.compression=1'];

/** The ref that the commit is made on, and that is gone in the end. */
const ref = 'refs/workshop/update';

/**
 * Writes what an update leads to into git, as a commit that no ref names: all blobs and the tree in one call, whatever
 * their number. Answers the name of the commit, which nobody needs once it is in the index. Nothing that the user sees changes.
 */
export async function writeResult(repository: Repository, { changes, steps }: Plan): Promise<string> {
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
  const { code, stdout, stderr } = await plumb(
    root,
    [...onePack, 'fast-import', '--quiet', '--force', '--date-format=raw'],
    {
      input: Buffer.concat(parts),
    },
  );
  if (code !== 0) throw gitFailed('git cannot store the update', stderr);
  return stdout.toString('utf8').trim();
}

/** Writes the bytes that an update brings into the object folder that `env` names; no ref and nothing else changes. */
export async function writeBlobs(
  { root }: Repository,
  versions: Iterable<Version | undefined>,
  env: Record<string, string>,
): Promise<void> {
  const parts: Uint8Array[] = [text('feature done\n')];
  for (const version of versions) if (version?.bytes) parts.push(text('blob\n'), ...data(version.bytes));
  parts.push(text('done\n'));
  const { code, stderr } = await plumb(root, [...onePack, 'fast-import', '--quiet'], {
    input: Buffer.concat(parts),
    env,
  });
  if (code !== 0) throw gitFailed('git cannot store the update', stderr);
}

function sidesOf(steps: Plan['steps']): Version[] {
  return steps.flatMap(({ stages = {} }) => Object.values(stages));
}

function modify(path: RelPath, { mode, oid, bytes }: Version): Uint8Array[] {
  if (!bytes) return [text(`M ${mode} ${oid} ${quoted(path)}\n`)];
  return [text(`M ${mode} inline ${quoted(path)}\n`), ...data(bytes)];
}

function data(bytes: Uint8Array): Uint8Array[] {
  return [text(`data ${bytes.byteLength}\n`), bytes, text('\n')];
}

function text(value: string): Buffer {
  return Buffer.from(value, 'utf8');
}

/** A path as git's streams write it. */
export function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
