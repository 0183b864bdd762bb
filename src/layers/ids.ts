import type { TemplateId } from '../tree/tree.ts';
import { idOf } from '../tree/was.ts';
import type { Layer } from './define-layer.ts';
import { type FunctionDefinition, recipeOf } from './function-facts.ts';
import { isDefinition } from './functions.ts';
import type { Pack } from './pack.ts';
import { partsIn } from './pack-parts.ts';
import { deployPaths } from './recipe.ts';
import { layers } from './registry.generated.ts';
import { cellsOf, folderOf, layersOf, tableOf } from './registry.ts';

/**
 * The ids of all files of this version, each once, sorted. A released id must stay in this list, or a layer's `was`
 * must say which file replaced it.
 */
export function allIds(pack: Pack): TemplateId[] {
  const ids = layers.flatMap((layer) => foldersOf(layer).flatMap((folder) => idsIn(folder, layer, pack)));
  return [...new Set(ids)].sort();
}

function foldersOf(layer: Layer): string[] {
  const own = folderOf(layer);
  const rows = (tableOf(layer) ?? []).map((row) => `${own}/resources/${row}`);
  return [own, ...cellsOf(layer).map(({ folder }) => folder), ...rows];
}

/** The ids of a folder's files, and of the deploy files that each provider makes for its functions. */
function idsIn(folder: string, { was }: Layer, pack: Pack): TemplateId[] {
  const files = pack.filesOf(folder);
  const deployed = files
    .filter(({ path }) => isDefinition(path))
    .flatMap((file) => {
      const definition = JSON.parse(partsIn(file, pack).join('')) as FunctionDefinition;
      return layersOf('provider').flatMap(({ id }) =>
        deployPaths(id, recipeOf(definition), pack).map((path) => ({
          folder: `${folder}/with/provider/${id}`,
          path: `services/${definition.name}/${path}`,
        })),
      );
    });
  return [...files.map(({ path }) => ({ folder, path })), ...deployed].map(({ folder, path }) =>
    idOf(folder, path, was),
  );
}
