import type { TemplateId } from '../tree/tree.ts';
import type { Pack } from './pack.ts';
import { layers } from './registry.generated.ts';
import { cellsOf, folderOf, tableOf } from './registry.ts';

/** The ids of all files of this version, sorted. A released id stays, or a layer's `was` says where it went. */
export function allIds(pack: Pack): TemplateId[] {
  const ids = layers.flatMap((layer) => {
    const own = folderOf(layer);
    const rows = (tableOf(layer) ?? []).map((row) => `${own}/resources/${row}`);
    return [own, ...cellsOf(layer).map(({ folder }) => folder), ...rows].flatMap((folder) =>
      pack.filesOf(folder).map(({ path }) => layer.was?.[path] ?? `${folder}/${path}`),
    );
  });
  return ids.sort();
}
