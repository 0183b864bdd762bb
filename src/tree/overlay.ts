import { WorkshopError } from '../errors.ts';
import { mergeEnvExample } from './merge-env-example.ts';
import { mergeIncludes } from './merge-includes.ts';
import { mergePackageJson } from './merge-package-json.ts';
import type { Tree, TreeFile } from './tree.ts';

/** The three files that several layers may write. Everything else has one owner. */
const merges: ReadonlyMap<string, (texts: readonly string[]) => string> = new Map([
  ['package.json', mergePackageJson],
  ['.env.example', mergeEnvExample],
  ['deploy/serverless.yml', mergeIncludes],
]);

/**
 * Lays trees over each other. Order and grouping have no meaning: `overlay([a, b])` equals `overlay([b, a])`.
 * Throws `failed` when two own one path, or when two merged files disagree on a key.
 */
export function overlay(trees: Iterable<Tree>): Tree {
  const result = new Map<string, TreeFile>();
  const shared = new Map<string, TreeFile[]>();
  for (const tree of trees) {
    for (const [path, file] of tree) {
      const other = result.get(path);
      // Also where one layer alone brings it: another answer may add a second one, and it stays the same file.
      if (merges.has(path)) shared.set(path, [...(shared.get(path) ?? []), file]);
      else if (other === undefined) result.set(path, file);
      else throw new WorkshopError('failed', `Two layers own ${path}: ${[other.id, file.id].sort().join(' and ')}.`);
    }
  }
  for (const [path, files] of shared) result.set(path, mergeFiles(path, files));
  return result;
}

function mergeFiles(path: string, files: readonly TreeFile[]): TreeFile {
  const id = `merged:${path}`;
  const [first, second] = files;
  if (first && !second) {
    const { bytes, executable } = first;
    return { bytes, executable, id, role: 'frame' };
  }
  const texts = files.map(textIn);
  const text = merges.get(path)?.(texts) ?? '';
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
