import { WorkshopError } from '../errors.ts';
import { mergeEnvExample } from './merge-env-example.ts';
import { type IncludeFile, mergeIncludes } from './merge-includes.ts';
import { mergePackageJson } from './merge-package-json.ts';
import type { Tree, TreeFile } from './tree.ts';

type Merge = (texts: readonly string[]) => string;

/**
 * The files that several layers may write in every repo, besides the provider's list of what is deployed. Every other
 * file has one owner.
 */
const everywhere: ReadonlyMap<string, Merge> = new Map([
  ['package.json', mergePackageJson],
  ['.env.example', mergeEnvExample],
]);

/**
 * Lays trees over each other. `includes` is the file of include lists, which is merged too. Order and grouping do not
 * matter: `overlay([a, b])` equals `overlay([b, a])`. Throws `failed` when two trees own one path, or when two merged
 * files disagree on a key.
 */
export function overlay(trees: Iterable<Tree>, includes?: IncludeFile): Tree {
  const merges = new Map(everywhere);
  if (includes) merges.set(includes.path, (texts) => mergeIncludes(texts, includes));
  const result = new Map<string, TreeFile>();
  const shared = new Map<string, TreeFile[]>();
  for (const tree of trees) {
    for (const [path, file] of tree) {
      const other = result.get(path);
      // The file gets the merged id even when only one layer has it. Another answer may add a second one, and the file
      // must keep its id.
      if (merges.has(path)) shared.set(path, [...(shared.get(path) ?? []), file]);
      else if (other === undefined) result.set(path, file);
      else throw new WorkshopError('failed', `Two layers own ${path}: ${[other.id, file.id].sort().join(' and ')}.`);
    }
  }
  for (const [path, files] of shared) result.set(path, mergeFiles(path, files, merges.get(path)));
  return result;
}

function mergeFiles(path: string, files: readonly TreeFile[], merge: Merge | undefined): TreeFile {
  const id = `merged:${path}`;
  const [first, second] = files;
  if (first && !second) {
    const { bytes, executable } = first;
    return { bytes, executable, id, role: 'frame' };
  }
  const texts = files.map(textIn);
  const text = merge?.(texts) ?? '';
  return {
    bytes: Buffer.from(text, 'utf8'),
    executable: files.some(({ executable }) => executable),
    id,
    role: 'frame',
  };
}

function textIn({ bytes }: TreeFile): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
