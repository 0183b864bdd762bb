import { WorkshopError } from '../errors.ts';
import { fill, type Part } from '../tree/render.ts';
import type { FunctionFacts } from './function-facts.ts';
import type { Pack } from './pack.ts';
import { partsIn } from './pack-parts.ts';

/** One deploy file of a function whose placeholders are not filled yet. */
type RecipeFile = { readonly path: string; readonly executable: boolean; readonly parts: readonly Part[] };

const blocksFolder = 'blocks';

/**
 * The deploy files of one function, from the recipe `<provider folder>/function/<kind>/`. A line
 * `{{blocks.<list>.<place>}}` is replaced with the block `blocks/<list>.<place>`, once for each entry of that list.
 * Where the list is empty, the block `<list>.none` is used. Throws `failed` when the provider has no recipe of this
 * kind.
 */
export function recipeFiles(
  provider: string,
  kind: string,
  { words, lists }: FunctionFacts,
  pack: Pack,
): readonly RecipeFile[] {
  const root = rootOf(provider);
  const files = pack.filesOf(`${root}/${kind}`);
  if (files.length === 0) throw new WorkshopError('failed', `The provider ${provider} has no recipe "${kind}".`);
  const block = (list: string, place: string): string => {
    const name = `${list}.${place}`;
    const own = files.find(({ path }) => stem(path) === `${blocksFolder}/${name}`);
    const shared = pack.filesOf(`${root}/${blocksFolder}`).find(({ path }) => stem(path) === name);
    const file = own ?? shared;
    const entries = lists[list];
    if (!file || !entries) throw new WorkshopError('failed', `The recipe ${root}/${kind} has no block ${name}.`);
    const parts = partsIn(file, pack);
    const filled = (entry: object) => fill(`${root}/${kind}/${blocksFolder}/${name}`, parts, { ...words, entry });
    if (place === 'none') return entries.length === 0 ? filled({}) : '';
    return entries.map(filled).join('');
  };
  return files
    .filter(isWhole)
    .map((file) => ({ path: file.path, executable: file.executable, parts: withBlocks(partsIn(file, pack), block) }));
}

/** The paths of the files that a recipe makes, relative to the function's folder. Empty without a recipe. */
export function deployPaths(provider: string, kind: string, pack: Pack): readonly string[] {
  const files = pack.filesOf(`${rootOf(provider)}/${kind}`);
  return files.filter(isWhole).map(({ path }) => path);
}

function rootOf(provider: string): string {
  return `provider/${provider}/function`;
}

/** A path without its file extension. */
function stem(path: string): string {
  return path.replace(/\.[^./]+$/, '');
}

function isWhole({ path }: { readonly path: string }): boolean {
  return !path.startsWith(`${blocksFolder}/`);
}

/**
 * A block ends with its own line ending. The one behind the placeholder is removed, so that an empty block leaves no
 * empty line.
 */
function withBlocks(parts: readonly Part[], block: (list: string, place: string) => string): Part[] {
  return parts.map((part, at) => {
    if (typeof part === 'string') return isBlock(parts[at - 1]) ? part.replace(/^\n/, '') : part;
    return isBlock(part) ? block(part[1] ?? '', part[2] ?? '') : part;
  });
}

function isBlock(part: Part | undefined): boolean {
  return typeof part === 'object' && part[0] === 'blocks';
}
