import { WorkshopError } from '../errors.ts';
import { fill, fillPath, render, type Source } from '../tree/render.ts';
import type { RelPath, Tree } from '../tree/tree.ts';
import { type FunctionDefinition, type FunctionNotes, factsOf, recipeOf } from './function-facts.ts';
import type { Pack } from './pack.ts';
import { partsIn } from './pack-parts.ts';
import type { Provider } from './provider.ts';
import { recipeFiles } from './recipe.ts';

/** The deploy files of functions, and for each the list in the provider's deploy file in which it is entered. */
export type DeployFiles = { readonly tree: Tree; readonly entries: ReadonlyMap<RelPath, string> };

/** The provider for which deploy files are made: its descriptor, and the id of its layer. */
type Maker = { readonly id: string; readonly provider: Provider };

/** The folder whose functions are deployed, and the folder of the notes on them. */
type Functions = Pick<Source, 'folder' | 'sample' | 'was'> & { readonly notes: string };

/**
 * The deploy files that a provider makes from every `services/<name>/function.json` in a rendered folder. They get the
 * ids that files of the cell `<folder>/with/provider/<id>/` would have, so they belong to the owner of the function.
 * Throws `failed` for a function without notes or recipe.
 */
export function deployFilesOf(
  tree: Tree,
  { folder, notes, ...source }: Functions,
  { id, provider }: Maker,
  context: object,
  pack: Pack,
): DeployFiles {
  const made = [...tree].flatMap(([path, file]) => {
    if (!isDefinition(path)) return [];
    const definition = JSON.parse(Buffer.from(file.bytes).toString('utf8')) as FunctionDefinition;
    const facts = factsOf(definition, notesOn(definition.name, notes, context, pack), provider);
    const files = recipeFiles(id, recipeOf(definition), facts, pack).map((recipe) => ({
      ...recipe,
      path: `services/${definition.name}/${recipe.path}`,
    }));
    return [...render({ folder: `${folder}/with/provider/${id}`, files, ...source }, facts.words)];
  });
  return {
    tree: new Map(made),
    entries: new Map(made.map(([path]) => [path, provider.listOf(path.slice(path.lastIndexOf('/') + 1))])),
  };
}

/** True for the path of a function's definition. */
export function isDefinition(path: RelPath): boolean {
  return /^services\/[^/]+\/function\.json$/.test(path);
}

/** The lines that enter these files in the provider's deploy file, by list. */
export function linesFor({ includes }: Provider, entries: ReadonlyMap<RelPath, string>): ReadonlyMap<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const [path, list] of entries) lines.set(list, [...(lines.get(list) ?? []), includes.include(path)]);
  return lines;
}

function notesOn(name: string, folder: string, context: object, pack: Pack): FunctionNotes {
  const file = pack
    .filesOf(folder)
    .find(({ path }) => fillPath(path, context as Readonly<Record<string, string>>) === `${name}.json`);
  if (!file) throw new WorkshopError('failed', `The function ${name} has no notes: templates/${folder}/${name}.json.`);
  return JSON.parse(fill(`${folder}/${file.path}`, partsIn(file, pack), context)) as FunctionNotes;
}
