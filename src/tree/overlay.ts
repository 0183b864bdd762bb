import { WorkshopError } from '../errors.ts';
import { mergeEnvExample } from './merge-env-example.ts';
import { mergeIncludes } from './merge-includes.ts';
import { mergePackageJson } from './merge-package-json.ts';
import type { Tree, TreeFile } from './tree.ts';

type Merge = (a: string, b: string) => string;

/** The three files that several layers may write. Everything else has one owner. */
const merges: ReadonlyMap<string, Merge> = new Map<string, Merge>([
  ['package.json', mergePackageJson],
  ['.env.example', mergeEnvExample],
  ['deploy/serverless.yml', mergeIncludes],
]);

/**
 * Lays one tree over another. Order has no meaning: `overlay(a, b)` equals `overlay(b, a)`.
 * Throws `failed` when both own one path, or when two merged files disagree on a key.
 */
export function overlay(a: Tree, b: Tree): Tree {
  const result = new Map(a);
  for (const [path, file] of b) {
    const other = result.get(path);
    result.set(path, other ? mergeFiles(path, other, file) : file);
  }
  return result;
}

function mergeFiles(path: string, a: TreeFile, b: TreeFile): TreeFile {
  const merge = merges.get(path);
  if (!merge) throw new WorkshopError('failed', `Two layers own ${path}: ${[a.id, b.id].sort().join(' and ')}.`);
  const text = merge(Buffer.from(a.bytes).toString('utf8'), Buffer.from(b.bytes).toString('utf8'));
  return {
    bytes: Buffer.from(text, 'utf8'),
    executable: a.executable || b.executable,
    id: `merged:${path}`,
    role: 'frame',
  };
}
