import type { Tree, TreeFile } from '../../src/tree/tree.ts';

/** A tree from path → text, as one layer folder would give it. */
export function tree(files: Record<string, string>, folder = 'base'): Tree {
  return new Map(
    Object.entries(files).map(([path, text]): [string, TreeFile] => [
      path,
      { bytes: Buffer.from(text), executable: false, id: `${folder}/${path}`, role: 'frame' },
    ]),
  );
}

/** The text of one file of a tree; empty when it is not there. */
export function textOf(of: Tree, path: string): string {
  return Buffer.from(of.get(path)?.bytes ?? []).toString('utf8');
}
