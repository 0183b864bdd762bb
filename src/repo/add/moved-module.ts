import { WorkshopError } from '../../errors.ts';
import type { RelPath } from '../../tree/tree.ts';
import type { RecordedManifest } from '../manifest.ts';
import { readBlobs } from '../update/git/objects.ts';
import type { Entry, Repository } from '../update/git/repository.ts';
import { modulesFolder, modulesOf, readModule, type ShopModule } from './shop-module.ts';

/** A module that leaves the shop: its description, and its files by their paths below its folder. */
export type Moved = {
  readonly module: ShopModule;
  readonly files: ReadonlyMap<string, { readonly mode: string; readonly text: string }>;
};

/**
 * Reads the module to move. Throws `refused` in a legacy repo, for a module that does not exist, and for one that
 * cannot run alone.
 */
export async function moduleFiles(
  name: string,
  { root }: Repository,
  ours: ReadonlyMap<RelPath, Entry>,
  { answers }: RecordedManifest,
): Promise<Moved> {
  if (answers.start !== 'greenfield') {
    throw new WorkshopError('refused', 'A legacy shop is not carved: it is one application, and stays one.', {
      hint: `Make the new side of one of its routes: npm run workshop -- add feature ${name} --path /…`,
    });
  }
  const modules = modulesOf(ours.keys());
  if (!modules.includes(name)) {
    throw new WorkshopError('refused', `The shop has no module ${JSON.stringify(name)} in ${modulesFolder}.`, {
      hint: `There are: ${modules.join(', ')}.`,
    });
  }
  const folder = `${modulesFolder}/${name}/`;
  const entries = [...ours].filter(([path]) => path.startsWith(folder));
  const blobs = await readBlobs(
    root,
    entries.map(([, { oid }]) => oid),
  );
  const files = new Map(
    entries.map(([path, { mode, oid }]) => [
      path.slice(folder.length),
      { mode, text: (blobs.get(oid) ?? Buffer.alloc(0)).toString('utf8') },
    ]),
  );
  return { module: readModule(name, new Map([...files].map(([path, { text }]) => [path, text]))), files };
}
