import type { Answers } from '../layers/answers.ts';
import { derive } from '../layers/derive.ts';
import { openPack, packIn } from '../layers/pack.ts';
import { select } from '../layers/select.ts';
import { sha256 } from '../tree/digest.ts';
import type { RelPath, Tree } from '../tree/tree.ts';
import { basePath, writeBase } from './base.ts';
import { manifestPath, writeManifest } from './manifest.ts';
import type { OwnPackage } from './origin.ts';
import { carryTool } from './tool.ts';
import type { FileToWrite } from './write.ts';

/** A repo that is composed and not written yet. */
export type ComposedProject = {
  readonly tree: Tree;
  /** The manifest and the base: the tool's own records. */
  records(): readonly FileToWrite[];
  /** The packed tool and the packed library, where the repo has to carry them. */
  readonly late: Promise<readonly FileToWrite[]>;
  /** The folders that each file comes from: one, or several for a merged file. */
  layersOf(): ReadonlyMap<RelPath, readonly string[]>;
};

/** Composes the repo of the answers in memory, with the templates of the package that is running. */
export async function composeProject(answers: Answers, own: OwnPackage): Promise<ComposedProject> {
  const { packed, ...tool } = carryTool(own);
  const late = packed ?? Promise.resolve([]);
  late.catch(() => {});
  const { composeRepo } = await import('../layers/compose.ts');
  const derived = derive(answers);
  const pack = openPack(packIn(own.root));
  const tree = composeRepo(derived, tool, pack);
  return {
    tree,
    records: () => recordsOf(tree, own, answers),
    late,
    layersOf: () => {
      const layers = new Map<RelPath, string[]>();
      for (const { folder } of select(derived)) {
        for (const { path } of pack.filesOf(folder)) layers.set(path, [...(layers.get(path) ?? []), folder]);
      }
      // A deploy file made by a recipe is in no folder of templates. Its id names the folder it belongs to.
      for (const [path, { id }] of tree) if (!layers.has(path)) layers.set(path, [id.replace(`/${path}`, '')]);
      return layers;
    },
  };
}

function recordsOf(tree: Tree, own: OwnPackage, answers: Answers): readonly FileToWrite[] {
  const base = writeBase(tree);
  const manifest = writeManifest({ generator: own, answers, base: sha256(base) });
  return [
    { path: manifestPath, content: manifest, executable: false },
    { path: basePath, content: base, executable: false },
  ];
}

/** All files of a composed project except the late ones. */
export function* filesOf({ tree, records }: ComposedProject): Generator<FileToWrite> {
  for (const [path, file] of tree) {
    yield { path, content: file.bytes, executable: file.executable };
  }
  yield* records();
}
